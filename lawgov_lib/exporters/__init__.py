"""Exporters: a document, or the executed notebook that records it, becomes a file to publish."""
