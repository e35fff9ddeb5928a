"""What QML cannot paint by itself: pictures with their shadow, the live picture, the QR code."""
