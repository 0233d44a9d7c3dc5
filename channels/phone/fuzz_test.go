package phone_test

import (
	"errors"
	"testing"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/channels/phone"
)

func FuzzParse(f *testing.F) {
	for _, seed := range [][2]string{
		{"(555) 867-5310", "US"}, {"867-5310", "US"}, {"0151 23456789", "DE"}, {"02 1234 5678", "IT"},
		{"011 15-2345-6789", "AR"}, {"tel:06-12-34-56-78;phone-context=+33", ""}, {"+49 123456789012345", ""},
		{"whatsapp:+15558675310", ""}, {"rcs:acme_agent", ""}, {"whatsapp:US.5558675310", "US"}, {"sms:12345", "us"},
		{"+800 1234 5678", ""}, {"1-800-FLOWERS", "CA"}, {"٠١٠٠١٢٣٤٥٦٧", "EG"}, {"", ""}, {"\xff:\x00", "\xff"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, s, region string) {
		a, err := phone.Parse(s, region)
		if err != nil {
			if _, ok := errors.AsType[phone.Error](err); !ok || !errors.Is(err, channels.ErrAddress) || a != "" {
				t.Fatalf("Parse(%q, %q) = %q, %v", s, region, a, err)
			}
			return
		}
		if _, ok := a.E164(); !ok || a.Validate() != nil {
			t.Fatalf("Parse(%q, %q) = %q, which is not in E.164", s, region, a)
		}
		if again, err := phone.Parse(a.String(), ""); err != nil || again != a {
			t.Fatalf("Parse(%q, %q) = %q, which is read as %q, %v", s, region, a, again, err)
		}
		written := phone.International(a)
		if again, err := phone.Parse(written, ""); err != nil || again.ID() != a.ID() {
			t.Fatalf("%q is written %q, which is read as %q, %v", a, written, again, err)
		}
		if phone.National(a) == "" {
			t.Fatalf("%q is not written at all", a)
		}
		if region := phone.Region(a); region != "" && len(region) != 2 {
			t.Fatalf("%q is in %q", a, region)
		}
	})
}
