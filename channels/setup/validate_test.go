package setup_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/channels/setup"
	"github.com/twiliokit/twiliokit/twilio"
)

func TestValidate(t *testing.T) {
	t.Parallel()
	service := func(s setup.Service) setup.Account { return setup.Account{Services: []setup.Service{s}} }
	tests := []struct {
		name    string
		account setup.Account
		want    string
		is      error
	}{
		{"instance", setup.Account{Instances: channels.Configs{{Address: "+15557122661", CallbackURL: "/sms"}}},
			`channels: configuration of "…61": CallbackURL: it is not absolute: it begins with https:// or http://`, channels.ErrConfig},
		{"no name", service(setup.Service{}), "setup: service 0: it has neither a SID nor a FriendlyName: not a valid channel configuration", channels.ErrConfig},
		{"long name", service(setup.Service{FriendlyName: strings.Repeat("é", 65)}), "setup: service 0: FriendlyName has more than 64 characters: not a valid channel configuration", channels.ErrConfig},
		{"URL", service(setup.Service{FriendlyName: "A", InboundRequestURL: "ftp://x/"}),
			"setup: service 0: InboundRequestURL: it begins with neither https:// nor http://: not a valid channel configuration", channels.ErrConfig},
		{"method and status callback", service(setup.Service{FriendlyName: "A", InboundRequestURL: "https://x.example/", InboundMethod: "PUT", StatusCallback: "x"}),
			"setup: service 0: InboundMethod: the method is GET or POST, in capitals: not a valid channel configuration\n" +
				"setup: service 0: StatusCallback: it is not absolute: it begins with https:// or http://: not a valid channel configuration", channels.ErrConfig},
		{"empty the pool", service(setup.Service{FriendlyName: "A", RemoveOthers: true}),
			"setup: service 0: RemoveOthers without Senders would empty the pool: not a valid channel configuration", channels.ErrConfig},
		{"sender", service(setup.Service{FriendlyName: "A", Senders: []channels.Address{"+1 555"}}),
			"setup: service 0: sender 0: channels: sms address, at byte 2: a phone number has digits only after the +, not a space", channels.ErrAddress},
		{"sender twice", setup.Account{Services: []setup.Service{
			{FriendlyName: "A", Senders: []channels.Address{"+15557122661", "SHOP"}},
			{FriendlyName: "B", Senders: []channels.Address{"+15557122661", "SHOP"}},
		}}, `setup: service 1: sender 0, …61: it is in the pool of service "A" already: not a valid channel configuration`, channels.ErrConfig},
		{"service twice", setup.Account{Services: []setup.Service{{FriendlyName: "A"}, {SID: "MG01", FriendlyName: "A"}}},
			"setup: service 1: another has the same name or SID: not a valid channel configuration", channels.ErrConfig},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := tt.account.Validate()
			if err == nil || !errors.Is(err, tt.is) {
				t.Fatalf("got %v", err)
			}
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
			// Nothing is asked of the account: this client reaches nobody.
			if _, err := tt.account.Plan(t.Context(), twilio.New(twilio.Credentials{})); !errors.Is(err, tt.is) {
				t.Errorf("Plan: %v", err)
			}
		})
	}
	if err := shop().Validate(); err != nil {
		t.Error(err)
	}
}
