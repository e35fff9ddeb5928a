// A chip that can be on; several of them make a filter.
import QtQuick

Pill {
    textSize: theme.body
    padding: 24
}
