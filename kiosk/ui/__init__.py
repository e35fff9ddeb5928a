"""The customer's screen: QML, the view models behind it, and the threads that keep it answering.

Every method that a signal is connected to carries `@Slot`: connecting to a bare method makes PySide rebuild the class's
meta object, and QML may then read the freed one.
"""

from kiosk.ui.undying import keep_none

keep_none()
