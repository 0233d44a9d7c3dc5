package channels_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/twiliokit/twiliokit/channels"
)

var phoneNumber = regexp.MustCompile(`[0-9]{7,}`)

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", "+15558675310", "+", "+0", "+1 555", "12345", "15558675310", "TWILIO", " a ", "sms:", "sms:+1", "sms:12345",
		"sms:whatsapp:+15558675310", "whatsapp:", "whatsapp:+15558675310", "whatsapp:LT.1349", "whatsapp:US.ENT.1",
		"messenger:1094384847", "rcs:acme_q5yx2_agent", "rcs:+15558675310", "foo:x", ":", "+15558675310:x",
		"\x00", "\xff", "+١٢٣", "Zoë", strings.Repeat("1", 200), "rcs:" + strings.Repeat("a", 200),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		raw := channels.Address(s)
		if raw.String() != s {
			t.Fatalf("Address(%q) became %q", s, raw)
		}
		if masked := raw.Redacted(); phoneNumber.MatchString(masked) || len(raw.ID()) > len(s) {
			t.Fatalf("Address(%q) shows %q", s, masked)
		}
		a, err := channels.Parse(s)
		if err != nil {
			fault, ok := errors.AsType[*channels.AddressError](err)
			if !ok || !errors.Is(err, channels.ErrAddress) || a != "" {
				t.Fatalf("Parse(%q) = %q, %v", s, a, err)
			}
			if fault.Offset < 0 || fault.Offset > len(s) || phoneNumber.MatchString(fault.Reason) {
				t.Fatalf("Parse(%q) fails with %v", s, err)
			}
			return
		}
		if strings.TrimPrefix(s, "sms:") != a.String() {
			t.Fatalf("Parse(%q) = %q", s, a)
		}
		if err := a.Validate(); err != nil {
			t.Fatalf("Parse(%q) is not valid: %v", s, err)
		}
		if again, err := channels.Parse(a.String()); err != nil || again != a {
			t.Fatalf("Parse(Parse(%q)) = %q, %v", s, again, err)
		}
		if !a.Channel().Known() {
			t.Fatalf("Parse(%q) is on %q", s, a.Channel())
		}
		number, phone := a.E164()
		if phone != channels.E164(number) || phone && number != a.ID() {
			t.Fatalf("Parse(%q) has the number %q, %v", s, number, phone)
		}
		_, rawPhone := raw.E164()
		if rawPhone != phone || raw.IsShortCode() != a.IsShortCode() || raw.IsAlphanumeric() != a.IsAlphanumeric() {
			t.Fatalf("Parse(%q) answers otherwise than Address(%q)", s, s)
		}
		kinds := 0
		for _, is := range []bool{phone, a.IsShortCode(), a.IsAlphanumeric()} {
			if is {
				kinds++
			}
		}
		if a.Channel() == channels.ChannelSMS && kinds != 1 {
			t.Fatalf("Parse(%q) is %d kinds of SMS address", s, kinds)
		}
	})
}

func FuzzSegments(f *testing.F) {
	for _, seed := range []string{
		"", "a", "€", "\r\n", "`", "\xff", "\xed\xa0\x80", flag + flag, family, pride, waving, acute,
		strings.Repeat("{", 80) + "a", strings.Repeat("a", 66) + family, strings.Repeat("\u0301", 90), "\u0301", "\u200d",
		strings.Repeat("ж", 66) + "\r\n" + flag, "각\u1100\u1161\u11a8", "نعم\u0600", "क्ष", "\xcd\x19\x870",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		s := channels.Segments(body)
		if s.Body != body {
			t.Fatalf("%+q became %+q", body, s.Body)
		}
		checkSegmentation(t, s)
		smart := channels.SmartEncode(body)
		if again := channels.SmartEncode(smart); again != smart {
			t.Fatalf("%+q became %+q and then %+q", body, smart, again)
		}
		checkSegmentation(t, channels.Segments(smart))
	})
}
