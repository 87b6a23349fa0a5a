"""The arithmetic of the method: frames and keyword arguments in, frames out; no file, no pack, no screen."""
