"""The customer's screen: QML, the view models behind it, and the threads that keep it answering."""
