"""Document markup to PDF: fonts, QR codes, layout."""
