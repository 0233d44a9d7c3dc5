// Command optout shows how an app stays in step with people who opt in and out. It runs on the Twilio
// that is built into the library, and needs no account and no network:
//
//	go run ./examples/optout
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/channels/consent"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "optout:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer) error {
	tw := twiliotest.Start()
	defer tw.Close()
	keeper := consent.NewKeeper(new(consent.Memory)) // consent.NewSQL(db, consent.PostgreSQL) lasts longer
	app, err := newApp(tw.AuthToken(), keeper)
	if err != nil {
		return err
	}
	tw.Mount("https://app.example/", app)
	hook := twiliotest.OnMessage("https://app.example/sms")
	ends := []struct {
		phone *twiliotest.Phone
		shop  channels.Address
	}{
		{tw.Phone("+15558675310"), tw.AddNumber("+15557122661", hook)},
		{tw.Phone("whatsapp:+15558675310"), tw.AddNumber("whatsapp:+15557122661", hook)},
	}

	gate := keeper.Gate(tw.Client().Messages.Create, consent.RequireOptIn)
	for _, words := range [][2]string{{"", ""}, {"START", "START"}, {"STOP", ""}, {"", "STOP"}, {"YES", ""}} {
		for i, e := range ends {
			channel := e.phone.Address().Channel()
			if word := words[i]; word != "" {
				fmt.Fprintf(out, "%-8s  Alice writes %s\n", channel, word)
				e.phone.Send(e.shop, word)
			}
			_, err := gate.Create(ctx, &twilio.CreateMessageParams{From: e.shop, To: e.phone.Address(), Body: "Half price today!"})
			switch {
			case errors.Is(err, consent.ErrNoConsent):
				fmt.Fprintf(out, "%-8s  offer held back: %v\n", channel, err)
			case err != nil:
				return err
			default:
				fmt.Fprintf(out, "%-8s  offer sent\n", channel)
			}
			tw.Wait()
		}
		fmt.Fprintln(out)
	}
	for _, e := range ends {
		fmt.Fprintf(out, "What Alice's phone shows (%s):\n%s\n", e.phone.Address().Channel(), e.phone.Transcript())
	}
	return nil
}

// newApp answers what people write. It keeps silent where Twilio answers by itself, which is so for
// keywords by SMS and not by WhatsApp.
func newApp(authToken string, keeper *consent.Keeper) (http.Handler, error) {
	v, err := webhook.NewValidator(authToken)
	if err != nil {
		return nil, err
	}
	return webhook.Messages(v, consent.Messages(keeper, func(_ context.Context, m *webhook.IncomingMessage) (*twiml.Response, error) {
		word := keeper.Keyword(m)
		if word != channels.KeywordNone && m.From.Channel() == channels.ChannelSMS {
			return nil, nil // Twilio has answered, and after STOP it blocks our answer
		}
		switch word {
		case channels.KeywordOptIn:
			return twiml.Reply("Welcome! Reply STOP to end this."), nil
		case channels.KeywordOptOut:
			return twiml.Reply("You will not hear from us again."), nil
		case channels.KeywordHelp:
			return twiml.Reply("Offers from the shop. Reply STOP to end this."), nil
		default:
			return twiml.Reply("We are open from 9 to 5."), nil
		}
	})), nil
}
