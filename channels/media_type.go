package channels

import "strings"

// carriage says which channels carry a type of media, and which of these also with a body in the
// same message.
type carriage uint8

const (
	onMMS carriage = 1 << iota
	onRCS
	onWhatsApp
	textOnMMS
	textOnRCS
	textOnWhatsApp

	everywhere = onMMS | onRCS | onWhatsApp
	onPhones   = onMMS | onWhatsApp // but not on RCS
)

// carriageOf returns what Twilio's table says of a content type, zero if it is not there.
//
// Twilio docs: https://www.twilio.com/docs/messaging/guides/accepted-mime-types
func carriageOf(contentType string) carriage {
	name, _, _ := strings.Cut(contentType, ";")
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "image/jpeg", "image/jpg", "image/png", "video/mp4":
		return everywhere | textOnMMS | textOnRCS | textOnWhatsApp
	case "image/gif", "video/mpeg4", "video/mpeg", "video/webm", "video/h263":
		return everywhere | textOnMMS | textOnRCS
	case "audio/ogg", "audio/mpeg", "audio/3gpp", "application/pdf":
		return everywhere | textOnMMS | textOnWhatsApp
	case "audio/mp4", "audio/mp3":
		return everywhere | textOnMMS
	case "audio/ac3", "audio/amr", "text/x-vcard":
		return onPhones | textOnMMS | textOnWhatsApp
	case "image/heic", "image/heif", "image/tiff", "image/bmp",
		"video/quicktime", "video/3gpp", "video/3gpp2", "video/3gpp-tt", "video/h261", "video/h263-1998",
		"video/h263-2000", "video/h264", "video/h265",
		"audio/3gpp2", "audio/basic", "audio/l24", "audio/vnd.rn-realaudio", "audio/vnd.wave", "audio/webm", "audio/amr-nb",
		"text/vcard", "text/directory", "text/csv", "text/richtext", "text/rtf", "text/calendar":
		return onPhones | textOnMMS
	case "application/vcard":
		return onPhones | textOnWhatsApp
	case "image/webp", // a sticker
		"application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint",
		"application/vnd.openxmlformats-officedocument.presentationml.presentation",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document":
		return onWhatsApp | textOnWhatsApp
	}
	return 0
}

// Carries reports whether a file of a content type can be sent on c, and whether a body can be in
// the same message. An empty type is not known to be wrong, and neither is any on Messenger, of
// which Twilio lists none: both are carried. Parameters of the type do not matter.
//
// Twilio docs: https://www.twilio.com/docs/messaging/guides/accepted-mime-types
func (c Channel) Carries(contentType string) (file, withBody bool) {
	on := carriageOf(contentType)
	switch {
	case !c.Known():
		return false, false
	case contentType == "", c == ChannelMessenger:
		return true, true
	case c == ChannelSMS:
		return on&onMMS != 0, on&textOnMMS != 0
	case c == ChannelRCS:
		return on&onRCS != 0, on&textOnRCS != 0
	case c == ChannelWhatsApp:
		return on&onWhatsApp != 0, on&textOnWhatsApp != 0
	}
	return false, false
}

// tooLarge says which limit a file exceeds on a channel, if it does.
func (m Media) tooLarge(can Capabilities) (limit int64, over bool) {
	limit = can.MaxMediaBytes
	name, _, _ := strings.Cut(strings.ToLower(m.ContentType), ";")
	name = strings.TrimSpace(name)
	if strings.HasPrefix(name, "image/") {
		limit = least(limit, can.MaxImageBytes)
	}
	switch name {
	case "", "image/jpeg", "image/jpg", "image/png", "image/gif":
	default:
		limit = least(limit, can.MaxOtherBytes)
	}
	return limit, m.Size > limit
}

// least returns the lesser of two limits, of which the second is none if it is zero.
func least(limit, other int64) int64 {
	if other > 0 && other < limit {
		return other
	}
	return limit
}
