"""Numbers of prefectures or counties as a map of coloured regions below the places."""
