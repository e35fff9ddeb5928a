"""Pictures: safe reading and writing, colour, masks, warping. cv2 lives here and in tryon."""
