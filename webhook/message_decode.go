package webhook

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// A messageDecoder fills a message, parameter by parameter, in any order.
type messageDecoder struct {
	m *IncomingMessage

	location            Location
	latitude, longitude bool
	button              Button
	repliedTo           RepliedMessage
	referral            Referral

	mediaURLs, mediaTypes, recipients []numbered
}

// set takes one parameter.
func (d *messageDecoder) set(name, value string) {
	m := d.m
	switch name {
	case "MessageSid":
		m.MessageSID = value
	case "SmsSid":
		m.SmsSID = value
	case "SmsMessageSid":
		m.SmsMessageSID = value
	case "AccountSid":
		m.AccountSID = value
	case "MessagingServiceSid":
		m.MessagingServiceSID = value
	case "From":
		m.From = channels.Address(value)
	case "To":
		m.To = channels.Address(value)
	case "Body":
		m.Body = value
	case "NumMedia":
		m.NumMedia = number(value)
	case "NumSegments":
		m.NumSegments = number(value)
	case "MessageType":
		m.MessageType = value
	case "SmsStatus":
		m.SmsStatus = twilio.MessageStatus(value)
	case "ApiVersion":
		m.APIVersion = value
	case "FromCity":
		m.FromPlace.City = value
	case "FromState":
		m.FromPlace.State = value
	case "FromZip":
		m.FromPlace.Zip = value
	case "FromCountry":
		m.FromPlace.Country = value
	case "ToCity":
		m.ToPlace.City = value
	case "ToState":
		m.ToPlace.State = value
	case "ToZip":
		m.ToPlace.Zip = value
	case "ToCountry":
		m.ToPlace.Country = value
	case "OptOutType":
		m.OptOutType = OptOutType(value)
	case "InteractiveData":
		m.InteractiveData = JSON(value)
	case "FlowData":
		m.FlowData = JSON(value)
	case "ProfileName":
		m.ProfileName = value
	case "WaId":
		m.WaID = value
	case "ExternalUserId":
		m.ExternalUserID = value
	case "Forwarded":
		m.Forwarded = value == "true"
	case "FrequentlyForwarded":
		m.FrequentlyForwarded = value == "true"
	case "ChannelMetadata":
		m.ChannelMetadata = JSON(value)
	case "AddOns":
		m.AddOns = JSON(value)
	case "ErrorCode":
		m.ErrorCode = twilio.ErrorCode(number(value))
	case "ErrorUrl":
		m.ErrorURL = value
	default:
		d.setPart(name, value)
	}
}

// setPart takes a parameter of which only some messages have any.
func (d *messageDecoder) setPart(name, value string) {
	switch name {
	case "ButtonText":
		d.button.Text = value
	case "ButtonPayload":
		d.button.Payload = value
	case "ButtonType":
		d.button.Type = value
	case "Latitude":
		d.location.Latitude, d.latitude = degrees(value, 90)
	case "Longitude":
		d.location.Longitude, d.longitude = degrees(value, 180)
	case "Address":
		d.location.Address = value
	case "Label":
		d.location.Label = value
	case "OriginalRepliedMessageSid":
		d.repliedTo.MessageSID = value
	case "OriginalRepliedMessageSender":
		d.repliedTo.Sender = channels.Address(value)
	case "ReferralBody":
		d.referral.Body = value
	case "ReferralHeadline":
		d.referral.Headline = value
	case "ReferralSourceId":
		d.referral.SourceID = value
	case "ReferralSourceType":
		d.referral.SourceType = value
	case "ReferralSourceUrl":
		d.referral.SourceURL = value
	case "ReferralNumMedia":
		d.referral.NumMedia = number(value)
	case "ReferralMediaId":
		d.referral.MediaID = value
	case "ReferralMediaContentType":
		d.referral.MediaContentType = value
	case "ReferralMediaUrl":
		d.referral.MediaURL = value
	case "ReferralCtwaClid":
		d.referral.CTWAClickID = value
	default:
		d.mediaURLs = addNumbered(d.mediaURLs, "MediaUrl", name, value)
		d.mediaTypes = addNumbered(d.mediaTypes, "MediaContentType", name, value)
		d.recipients = addNumbered(d.recipients, "OtherRecipients", name, value)
	}
}

// finish puts together what took several parameters.
func (d *messageDecoder) finish() {
	m := d.m
	m.MessageSID = cmp.Or(m.MessageSID, m.SmsMessageSID, m.SmsSID)
	if d.button != (Button{}) {
		m.Button = new(d.button)
	}
	if d.latitude && d.longitude {
		m.Location = new(d.location)
	}
	if d.repliedTo != (RepliedMessage{}) {
		m.RepliedTo = new(d.repliedTo)
	}
	if d.referral != (Referral{}) { // ReferralNumMedia=0 comes with every message
		m.Referral = new(d.referral)
	}

	for _, r := range sortNumbered(d.recipients) {
		m.OtherRecipients = append(m.OtherRecipients, channels.Address(r.value))
	}
	types := sortNumbered(d.mediaTypes)
	for _, u := range sortNumbered(d.mediaURLs) {
		media := Media{URL: u.value}
		for len(types) > 0 && types[0].n <= u.n {
			if types[0].n == u.n {
				media.ContentType = types[0].value
			}
			types = types[1:]
		}
		m.Media = append(m.Media, media)
	}
}

// A numbered is the value of a parameter like MediaUrl0.
type numbered struct {
	n     int
	value string
}

// addNumbered adds value to list if name is prefix and a number. A number is written in
// one way only, so none occurs twice.
func addNumbered(list []numbered, prefix, name, value string) []numbered {
	digits, ok := strings.CutPrefix(name, prefix)
	if !ok || value == "" || len(digits) > 1 && digits[0] == '0' {
		return list
	}
	n, err := strconv.ParseUint(digits, 10, 31)
	if err != nil {
		return list
	}
	return append(list, numbered{int(n), value})
}

func sortNumbered(list []numbered) []numbered {
	slices.SortFunc(list, func(a, b numbered) int { return cmp.Compare(a.n, b.n) })
	return list
}

// number reads a count or a code, which is 0 unless it is written in digits and fits an int.
func number(s string) int {
	n, err := strconv.ParseUint(s, 10, strconv.IntSize-1)
	if err != nil {
		return 0
	}
	return int(n)
}

// degrees reads a coordinate of at most limit in either direction.
func degrees(s string, limit float64) (float64, bool) {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || !(n >= -limit && n <= limit) { // neither is true of NaN
		return 0, false
	}
	return n, true
}
