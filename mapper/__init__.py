"""Arabic news in, a dated map of control out; one package a room (see README.md)."""
