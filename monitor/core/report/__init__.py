"""What leaves the library: exports."""
