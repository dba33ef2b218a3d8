"""Values in, document out; a document becomes PDF or text."""
