package channels

import "time"

// A Channel is one of the networks that Twilio sends messages over. Its value is the prefix of
// an [Address] without the colon; SMS, the one channel without a prefix, is "sms". A channel
// that this version does not know keeps its prefix.
//
// Twilio docs: https://www.twilio.com/docs/messaging/channels
type Channel string

// The channels that Programmable Messaging sends over.
const (
	// ChannelSMS stands for SMS and MMS: phone numbers, short codes and alphanumeric senders.
	ChannelSMS Channel = "sms"
	// ChannelWhatsApp stands for the WhatsApp Business Platform.
	ChannelWhatsApp Channel = "whatsapp"
	// ChannelMessenger stands for Facebook Messenger, which Twilio offers as a public beta.
	ChannelMessenger Channel = "messenger"
	// ChannelRCS stands for RCS Business Messaging.
	ChannelRCS Channel = "rcs"
)

// String returns the channel's name as Twilio writes it in an address.
func (c Channel) String() string { return string(c) }

// Known reports whether c is one of the channels that this package has constants for.
func (c Channel) Known() bool { return c.facts() != nil }

// Capabilities says what a message on a channel may carry. Sizes are in bytes; Twilio's kilobyte
// is taken for 1024 of them, and its megabyte for 1024 kilobytes.
type Capabilities struct {
	// MaxBody is the longest body, in characters, that Twilio accepts.
	MaxBody int
	// Segmented tells that a long body travels, and is charged, in parts.
	Segmented bool
	// MaxMedia is the number of files that one message may carry.
	MaxMedia int
	// MaxMediaBytes is the size that the media of one message may have together.
	MaxMediaBytes int64
	// MaxImageBytes is the size that one image may have where that is less than
	// MaxMediaBytes; zero says that images have no limit of their own.
	MaxImageBytes int64
	// MaxOtherBytes is the size that one file of a type other than JPEG, PNG and GIF may have
	// where that is less than MaxMediaBytes; zero says that such files have no limit of their
	// own. On SMS carriers may take less, and Twilio converts only those three types to what the
	// phone can show.
	MaxOtherBytes int64
	// Templates tells that approved templates (a ContentSid) exist on the channel. Rich content
	// is reduced to text and media on a channel without them.
	Templates bool
	// Window is how long after a person's last message free-form messages may be sent to them.
	// Zero says that there is no such window.
	Window time.Duration
	// ReadReceipts tells that a message can reach the status read.
	ReadReceipts bool
	// Typing tells that a typing indicator can be shown.
	Typing bool
	// PersonFirst tells that a person must have written to the business before the business may
	// write at all, template or not.
	PersonFirst bool
}

const (
	maxBody = 1600 // Twilio's limit on Body, the same on each channel (error 21617)
	day     = 24 * time.Hour
	kib     = 1 << 10
	mib     = 1 << 20
)

var (
	smsFacts = Capabilities{
		MaxBody: maxBody, Segmented: true,
		MaxMedia: 10, MaxMediaBytes: 5 * mib, MaxOtherBytes: 500 * kib,
	}
	whatsappFacts = Capabilities{
		MaxBody:  maxBody,
		MaxMedia: 1, MaxMediaBytes: 16 * mib, MaxImageBytes: 5 * mib,
		Templates: true, Window: day, ReadReceipts: true, Typing: true,
	}
	messengerFacts = Capabilities{
		MaxBody:  maxBody,
		MaxMedia: 1, MaxMediaBytes: 16 * mib,
		Window: day, PersonFirst: true,
	}
	rcsFacts = Capabilities{
		MaxBody:  maxBody,
		MaxMedia: 10, MaxMediaBytes: 16 * mib,
		Templates: true, ReadReceipts: true,
	}
)

func (c Channel) facts() *Capabilities {
	switch c {
	case ChannelSMS:
		return &smsFacts
	case ChannelWhatsApp:
		return &whatsappFacts
	case ChannelMessenger:
		return &messengerFacts
	case ChannelRCS:
		return &rcsFacts
	}
	return nil
}

// Capabilities returns what a message on c may carry. For a channel that is not [Channel.Known]
// it returns the zero value, which allows nothing.
//
// Twilio docs: https://www.twilio.com/docs/messaging/channels,
// https://www.twilio.com/docs/messaging/api/message-resource (MediaUrl),
// https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages
func (c Channel) Capabilities() Capabilities {
	if f := c.facts(); f != nil {
		return *f
	}
	return Capabilities{}
}
