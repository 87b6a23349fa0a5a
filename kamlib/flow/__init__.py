"""The only place that knows the order of steps: one function per table."""
