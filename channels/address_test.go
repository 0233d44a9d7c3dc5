package channels_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
)

// facts is everything that an address tells of itself.
type facts struct {
	Channel      channels.Channel
	ID           string
	E164         string
	ShortCode    bool
	Alphanumeric bool
	Redacted     string
}

func ask(a channels.Address) facts {
	number, ok := a.E164()
	if !ok && number != "" {
		number = "a number that is none: " + number
	}
	return facts{
		Channel:      a.Channel(),
		ID:           a.ID(),
		E164:         number,
		ShortCode:    a.IsShortCode(),
		Alphanumeric: a.IsAlphanumeric(),
		Redacted:     a.Redacted(),
	}
}

func TestAddress(t *testing.T) {
	t.Parallel()
	phone := func(number, masked string) facts {
		return facts{Channel: channels.ChannelSMS, ID: number, E164: number, Redacted: masked}
	}
	shortCode := func(number, masked string) facts {
		return facts{Channel: channels.ChannelSMS, ID: number, ShortCode: true, Redacted: masked}
	}
	sender := func(name, masked string) facts {
		return facts{Channel: channels.ChannelSMS, ID: name, Alphanumeric: true, Redacted: masked}
	}
	scoped := strings.Repeat("7", 128)
	for in, want := range map[string]facts{
		"+15558675310":     phone("+15558675310", "…10"),
		"+442071838750":    phone("+442071838750", "…50"),
		"+12":              phone("+12", "…"),
		"+123456789012345": phone("+123456789012345", "…45"),
		"123":              shortCode("123", "…"),
		"12345678":         shortCode("12345678", "…78"),
		"TWILIO":           sender("TWILIO", "…IO"),
		"a":                sender("a", "…"),
		"A-1 +_& z":        sender("A-1 +_& z", "…"),
		"+Plus":            sender("+Plus", "…"),
		"1234567890a":      sender("1234567890a", "…0a"),
		"whatsapp:+15558675310": {
			Channel: channels.ChannelWhatsApp, ID: "+15558675310", E164: "+15558675310", Redacted: "whatsapp:…10",
		},
		"whatsapp:LT.1349120865530274": {
			Channel: channels.ChannelWhatsApp, ID: "LT.1349120865530274", Redacted: "whatsapp:…74",
		},
		"whatsapp:US.ENT.118157992128": {
			Channel: channels.ChannelWhatsApp, ID: "US.ENT.118157992128", Redacted: "whatsapp:…28",
		},
		"whatsapp:US." + scoped: {
			Channel: channels.ChannelWhatsApp, ID: "US." + scoped, Redacted: "whatsapp:…77",
		},
		"messenger:109438484767": {
			Channel: channels.ChannelMessenger, ID: "109438484767", Redacted: "messenger:…67",
		},
		"rcs:brand_name_n9c2bvqq_agent": {
			Channel: channels.ChannelRCS, ID: "brand_name_n9c2bvqq_agent", Redacted: "rcs:…nt",
		},
		"rcs:+15558675310": {
			Channel: channels.ChannelRCS, ID: "+15558675310", E164: "+15558675310", Redacted: "rcs:…10",
		},
	} {
		a, err := channels.Parse(in)
		if err != nil {
			t.Errorf("Parse(%q): %v", in, err)
			continue
		}
		if a.String() != in {
			t.Errorf("Parse(%q) = %q", in, a)
		}
		if err := a.Validate(); err != nil {
			t.Errorf("Address(%q).Validate: %v", in, err)
		}
		if diff := cmp.Diff(want, ask(a)); diff != "" {
			t.Errorf("Address(%q) (-want +got):\n%s", in, diff)
		}
	}
}

// An address from Twilio is kept and answers what it can, whatever it looks like, and shows
// nobody's number in a log.
func TestAddressNotParsed(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]facts{
		"":                     {Channel: "sms", Redacted: "…"},
		":":                    {Channel: "", Redacted: ":…"},
		"sms:+15558675310":     {Channel: "sms", ID: "+15558675310", E164: "+15558675310", Redacted: "sms:…10"},
		"sms:12345":            {Channel: "sms", ID: "12345", ShortCode: true, Redacted: "sms:…"},
		"sms:TWILIO":           {Channel: "sms", ID: "TWILIO", Alphanumeric: true, Redacted: "sms:…IO"},
		"sms:sms:12345":        {Channel: "sms", ID: "sms:12345", Redacted: "sms:…45"},
		"rcs:12345":            {Channel: "rcs", ID: "12345", Redacted: "rcs:…"},
		"apple:urn:biz:22a3":   {Channel: "apple", ID: "urn:biz:22a3", Redacted: "apple:…a3"},
		"whatsapp:":            {Channel: "whatsapp", Redacted: "whatsapp:…"},
		"+15558675310:":        {Channel: "+15558675310", Redacted: "…"},
		"+15558675310:x":       {Channel: "+15558675310", ID: "x", Redacted: "…"},
		"+15558675310:ab":      {Channel: "+15558675310", ID: "ab", Redacted: "…ab"},
		"+15558675310\n":       {Channel: "sms", ID: "+15558675310\n", Redacted: "…"},
		"messenger:Zoë Müllér": {Channel: "messenger", ID: "Zoë Müllér", Redacted: "messenger:…"},
		"abcdefghijklmnopq:x":  {Channel: "abcdefghijklmnopq", ID: "x", Redacted: "…"},
		"sms\x00\xff":          {Channel: "sms", ID: "sms\x00\xff", Redacted: "…"},
	} {
		if diff := cmp.Diff(want, ask(channels.Address(in))); diff != "" {
			t.Errorf("Address(%q) (-want +got):\n%s", in, diff)
		}
	}
}

func TestMakers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what      string
		got, want channels.Address
	}{
		{"SMS", channels.SMS("+15558675310"), "+15558675310"},
		{"SMS of an SMS address", channels.SMS("sms:+15558675310"), "+15558675310"},
		{"SMS of a short code", channels.SMS("12345"), "12345"},
		{"WhatsApp", channels.WhatsApp("+15558675310"), "whatsapp:+15558675310"},
		{"WhatsApp of a WhatsApp address", channels.WhatsApp("whatsapp:+15558675310"), "whatsapp:+15558675310"},
		{"WhatsApp of nothing", channels.WhatsApp(""), "whatsapp:"},
		{"Messenger", channels.Messenger("1094384847"), "messenger:1094384847"},
		{"Messenger of a Messenger address", channels.Messenger("messenger:1094384847"), "messenger:1094384847"},
		{"RCS", channels.RCS("acme_agent"), "rcs:acme_agent"},
		{"RCS of a person", channels.RCS("+15558675310"), "rcs:+15558675310"},
		{"RCS of an RCS address", channels.RCS("rcs:acme_agent"), "rcs:acme_agent"},
		// Twilio is to judge what makes no sense; the other channel's prefix is not lost.
		{"WhatsApp of an RCS address", channels.WhatsApp("rcs:acme_agent"), "whatsapp:rcs:acme_agent"},
	} {
		if c.got != c.want {
			t.Errorf("%s = %q, want %q", c.what, c.got, c.want)
		}
	}
}

func TestAddressInALog(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&out, nil))
	logger.Info("sending", slog.Any("to", channels.WhatsApp("+15558675310")))
	if got := out.String(); strings.Contains(got, "867") || !strings.Contains(got, `"to":"whatsapp:…10"`) {
		t.Errorf("logged %s", got)
	}
}

func TestE164(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]bool{
		"+15558675310":      true,
		"+12":               true,
		"+123456789012345":  true,
		"":                  false,
		"+":                 false,
		"+1":                false,
		"+1234567890123456": false,
		"+0123456":          false,
		"15558675310":       false,
		"+1 5558675310":     false,
		"+1５５５8675310":      false,
		"++15558675310":     false,
	} {
		if got := channels.E164(in); got != want {
			t.Errorf("E164(%q) = %v", in, got)
		}
	}
}

// Parsing costs nothing but time, so that a service may do it to every address it sees. It is
// not parallel, since other tests' allocations would be counted.
func TestParseAllocs(t *testing.T) {
	for _, in := range []string{
		"+15558675310", "sms:+15558675310", "12345", "TWILIO", "whatsapp:+15558675310",
		"whatsapp:LT.1349120865530274", "messenger:109438484767", "rcs:acme_q5yx2_agent",
	} {
		got := testing.AllocsPerRun(100, func() {
			if _, err := channels.Parse(in); err != nil {
				t.Fatal(err)
			}
		})
		if got != 0 {
			t.Errorf("Parse(%q) allocates %v times", in, got)
		}
	}
}

func TestAddressIsTollFree(t *testing.T) {
	t.Parallel()
	for a, want := range map[channels.Address]bool{
		"+18005550100": true, "+18335550100": true, "+18445550100": true, "+18555550100": true,
		"+18665550100": true, "+18775550100": true, "+18885550100": true,
		"+15557122661": false, "+18085550100": false, "+448005550100": false, "800": false, "": false,
		"8005550100": false, "whatsapp:+18005550100": false, "rcs:acme": false,
	} {
		if got := a.IsTollFree(); got != want {
			t.Errorf("%q: %v, want %v", a, got, want)
		}
	}
}
