package webhook

// A ChatMediaMessageSend says that somebody is about to send a file (onMediaMessageSend).
type ChatMediaMessageSend struct {
	ChatMessageSend
	// Media is the file.
	Media ChatMedia `param:"Media"`
}

// A ChatMediaMessageSent says that a file was sent (onMediaMessageSent).
type ChatMediaMessageSent struct {
	ChatMessageSent
	// Media is the file.
	Media ChatMedia `param:"Media"`
}

// A ChatMedia is the file of a message in a channel.
type ChatMedia struct {
	// SID identifies the file at the Media Content Service: ME….
	SID string `param:"Sid"`
	// Filename is the file's name, which may be empty.
	Filename string `param:"Filename"`
	// ContentType is its MIME type: "image/png".
	ContentType string `param:"ContentType"`
	// Size is its size in bytes.
	Size int `param:"Size"`
}
