"""What the pages share on the screen. Streamlit is known here, in the frame and in the pages, nowhere else."""
