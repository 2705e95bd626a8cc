"""Pages that are the same for all visitors, kept by each process and never shown after they changed."""
