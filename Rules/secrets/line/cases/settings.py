# ok: line-notify-token
LINE_NOTIFY_TOKEN = "EbDj6l4zkADjINKhFCmiC"
