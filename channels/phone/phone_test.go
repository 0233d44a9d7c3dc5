package phone_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/channels/phone"
)

// TestParse reads numbers of many countries as people write them there.
func TestParse(t *testing.T) {
	t.Parallel()
	type facts struct {
		Address                         channels.Address
		National, International, Region string
		Kind                            phone.Kind
	}
	tests := []struct {
		name, typed, region string
		want                facts
	}{
		{"United States", "(212) 555-0123", "US", facts{"+12125550123", "(212) 555-0123", "+1 212-555-0123", "US", phone.KindFixedOrMobile}},
		{"with a trunk prefix", "1 (212) 555 0123", "US", facts{"+12125550123", "(212) 555-0123", "+1 212-555-0123", "US", phone.KindFixedOrMobile}},
		{"unassigned", "555.867.5310", "us", facts{"+15558675310", "(555) 867-5310", "+1 555-867-5310", "US", phone.KindUnknown}},
		{"toll-free in letters", "1-800-FLOWERS", "US", facts{"+18003569377", "(800) 356-9377", "+1 800-356-9377", "US", phone.KindTollFree}},
		{"Canada", "416 555 0123", "US", facts{"+14165550123", "(416) 555-0123", "+1 416-555-0123", "CA", phone.KindFixedOrMobile}},
		{"abroad from the US", "011 49 151 23456789", "US", facts{"+4915123456789", "01512 3456789", "+49 1512 3456789", "DE", phone.KindMobile}},
		{"Germany", "0151/23456789", "DE", facts{"+4915123456789", "01512 3456789", "+49 1512 3456789", "DE", phone.KindMobile}},
		{"with 00", "0049 (0)30 12345678", "DE", facts{"+493012345678", "030 12345678", "+49 30 12345678", "DE", phone.KindFixed}},
		{"United Kingdom", "07400 123456", "GB", facts{"+447400123456", "07400 123456", "+44 7400 123456", "GB", phone.KindMobile}},
		{"Jersey", "07797 712345", "JE", facts{"+447797712345", "07797 712345", "+44 7797 712345", "JE", phone.KindMobile}},
		{"France", "06 12 34 56 78", "FR", facts{"+33612345678", "06 12 34 56 78", "+33 6 12 34 56 78", "FR", phone.KindMobile}},
		{"Italy keeps its zero", "02 1234 5678", "IT", facts{"+390212345678", "02 1234 5678", "+39 02 1234 5678", "IT", phone.KindFixed}},
		{"Spain", "612 34 56 78", "ES", facts{"+34612345678", "612 34 56 78", "+34 612 34 56 78", "ES", phone.KindMobile}},
		{"Switzerland, shared cost", "0840 123 456", "CH", facts{"+41840123456", "0840 123 456", "+41 840 123 456", "CH", phone.KindSharedCost}},
		{"Argentina moves its 15", "011 15-2345-6789", "AR", facts{"+5491123456789", "+54 9 11 2345-6789", "+54 9 11 2345-6789", "AR", phone.KindMobile}},
		{"Brazil drops the carrier", "0 15 (11) 96123-4567", "BR", facts{"+5511961234567", "(11) 96123-4567", "+55 11 96123-4567", "BR", phone.KindMobile}},
		{"Mexico", "55 1234 5678", "MX", facts{"+525512345678", "55 1234 5678", "+52 55 1234 5678", "MX", phone.KindFixedOrMobile}},
		{"India", "081234 56789", "IN", facts{"+918123456789", "081234 56789", "+91 81234 56789", "IN", phone.KindMobile}},
		{"Japan in full width", "０９０－１２３４－５６７８", "JP", facts{"+819012345678", "090-1234-5678", "+81 90-1234-5678", "JP", phone.KindMobile}},
		{"Australia", "(0412) 345 678", "AU", facts{"+61412345678", "0412 345 678", "+61 412 345 678", "AU", phone.KindMobile}},
		{"Singapore", "8123 4567", "SG", facts{"+6581234567", "8123 4567", "+65 8123 4567", "SG", phone.KindMobile}},
		{"South Africa", "071 123 4567", "ZA", facts{"+27711234567", "071 123 4567", "+27 71 123 4567", "ZA", phone.KindMobile}},
		{"Egypt in Arabic digits", "٠١٠٠١٢٣٤٥٦٧", "EG", facts{"+201001234567", "010 01234567", "+20 10 01234567", "EG", phone.KindMobile}},
		{"no country", "+800 1234 5678", "", facts{"+80012345678", "1234 5678", "+800 1234 5678", "", phone.KindTollFree}},
		{"E.164 needs no region", "+33612345678", "", facts{"+33612345678", "06 12 34 56 78", "+33 6 12 34 56 78", "FR", phone.KindMobile}},
		{"nor a known one", "+33612345678", "XX", facts{"+33612345678", "06 12 34 56 78", "+33 6 12 34 56 78", "FR", phone.KindMobile}},
		{"WhatsApp", "whatsapp:0151 23456789", "DE", facts{"whatsapp:+4915123456789", "01512 3456789", "+49 1512 3456789", "DE", phone.KindMobile}},
		{"WhatsApp, written so", " WhatsApp: +49 151 23456789", "", facts{"whatsapp:+4915123456789", "01512 3456789", "+49 1512 3456789", "DE", phone.KindMobile}},
		{"WhatsApp, digits alone", "whatsapp:015123456789", "DE", facts{"whatsapp:+4915123456789", "01512 3456789", "+49 1512 3456789", "DE", phone.KindMobile}},
		{"RCS", "rcs:06 12 34 56 78", "FR", facts{"rcs:+33612345678", "06 12 34 56 78", "+33 6 12 34 56 78", "FR", phone.KindMobile}},
		{"RCS, digits alone", "rcs:0612345678", "FR", facts{"rcs:+33612345678", "06 12 34 56 78", "+33 6 12 34 56 78", "FR", phone.KindMobile}},
		{"sms", "sms:06 12 34 56 78", "FR", facts{"+33612345678", "06 12 34 56 78", "+33 6 12 34 56 78", "FR", phone.KindMobile}},
		{"tel of RFC 3966", "tel:+33-6-12-34-56-78", "", facts{"+33612345678", "06 12 34 56 78", "+33 6 12 34 56 78", "FR", phone.KindMobile}},
		{"tel with its context", "TEL:06-12-34-56-78;phone-context=+33", "", facts{"+33612345678", "06 12 34 56 78", "+33 6 12 34 56 78", "FR", phone.KindMobile}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a, err := phone.Parse(tt.typed, tt.region)
			if err != nil {
				t.Fatal(err)
			}
			got := facts{a, phone.National(a), phone.International(a), phone.Region(a), phone.KindOf(a)}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Parse(%q, %q) (-want +got):\n%s", tt.typed, tt.region, diff)
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, typed, region string
		want                phone.Error
	}{
		{"nothing", "", "US", phone.ErrNotNumber},
		{"words", "call me", "US", phone.ErrNotNumber},
		{"one digit", "1", "US", phone.ErrNotNumber},
		{"national without a region", "0151 23456789", "", phone.ErrCountryCode},
		{"national in no region", "0151 23456789", "XX", phone.ErrCountryCode},
		{"no such country code", "+999 12345678", "", phone.ErrCountryCode},
		{"short code", "12345", "US", phone.ErrTooShort},
		{"too long", "(555) 867-53100", "US", phone.ErrTooLong},
		{"longer than E.164", "+49 123456789012345", "", phone.ErrTooLong},
		{"very long", "+1" + string(make([]byte, 300)), "", phone.ErrTooLong},
		{"no length of the country's", "+65 555555555", "", phone.ErrLength},
		{"without its area code", "867-5310", "US", phone.ErrLocal},
		{"an extension", "(555) 867-5310 x123", "US", phone.ErrExtension},
		{"Messenger", "messenger:1094384847", "US", phone.ErrChannel},
		{"another network", "viber:+15558675310", "US", phone.ErrChannel},
		{"a word before it", "Mobile: (555) 867-5310", "US", phone.ErrChannel},
		{"an agent", "rcs:acme_5558675310_agent", "US", phone.ErrNotNumber},
		{"a scoped ID", "whatsapp:US.5558675310", "US", phone.ErrNotNumber},
		{"WhatsApp, nothing", "whatsapp:", "US", phone.ErrNotNumber},
		{"zeros", "+84000000000", "", phone.ErrNotNumber},
		{"two prefixes", "whatsapp:sms:viber", "US", phone.ErrNotNumber},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a, err := phone.Parse(tt.typed, tt.region)
			if diff := cmp.Diff(error(tt.want), err); diff != "" || a != "" {
				t.Errorf("Parse(%q, %q) = %q (-want +got):\n%s", tt.typed, tt.region, a, diff)
			}
		})
	}
}

// TestNoNumber has addresses without a phone number stay as they are.
func TestNoNumber(t *testing.T) {
	t.Parallel()
	for _, a := range []channels.Address{"", "12345", "TWILIO", "messenger:1094384847", "rcs:acme_agent", "whatsapp:US.1349", "+99912345678"} {
		got := []string{phone.National(a), phone.International(a), string(phone.KindOf(a)), phone.Region(a)}
		if diff := cmp.Diff([]string{a.ID(), a.ID(), "", ""}, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", a, diff)
		}
	}
}
