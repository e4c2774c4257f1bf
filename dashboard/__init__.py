"""The dashboard: it reads a published warehouse and never writes to it."""
