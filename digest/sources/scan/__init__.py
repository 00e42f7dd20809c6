"""Pages that are pictures: their text by a recognizer, the extra `ocr`."""
