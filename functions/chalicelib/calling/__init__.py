"""The counters: call, recall, serve, finish, no-show; open, pause, close; and the close of the day."""
