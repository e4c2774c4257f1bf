"""Figures: finished tables and labels in, a figure out. They ask nothing, translate nothing and show nothing."""
