package consent_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/channels/consent"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
)

// A shop that writes only to those who asked for it.
func Example() {
	tw := twiliotest.Start() // Twilio, in the same process
	defer tw.Close()
	v, err := webhook.NewValidator(tw.AuthToken())
	if err != nil {
		fmt.Println(err)
		return
	}

	keeper := consent.NewKeeper(new(consent.Memory)) // or consent.NewSQL(db, consent.PostgreSQL)
	app := http.NewServeMux()
	app.Handle("POST /sms", webhook.Messages(v, consent.Messages(keeper,
		func(_ context.Context, m *webhook.IncomingMessage) (*twiml.Response, error) {
			switch keeper.Keyword(m) {
			case channels.KeywordOptIn:
				return twiml.Reply("Welcome!"), nil
			case channels.KeywordOptOut, channels.KeywordHelp: // which Twilio answers
				return nil, nil
			default:
				return twiml.Reply("We are open from 9 to 5."), nil
			}
		})))
	tw.Mount("https://app.example/", app)
	shop := tw.AddNumber("+15557122661", twiliotest.OnMessage("https://app.example/sms"))

	gate := keeper.Gate(tw.Client().Messages.Create, consent.RequireOptIn)
	offer := func(to channels.Address) {
		_, err := gate.Create(context.Background(), &twilio.CreateMessageParams{From: shop, To: to, Body: "Half price today!"})
		fmt.Println(err, errors.Is(err, consent.ErrNoConsent))
	}

	alice := tw.Phone("+15558675310")
	offer(alice.Address())
	alice.Send(shop, "START")
	offer(alice.Address())
	alice.Send(shop, "Stop")
	offer(alice.Address())

	history, err := keeper.History(context.Background(), alice.Address(), consent.Sender(shop))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range history {
		fmt.Println(e.State, "by", e.Source)
	}
	// Output:
	// consent: no consent to the message: the person has not opted in true
	// <nil> false
	// consent: no consent to the message: the person opted out true
	// opted-in by keyword
	// opted-out by keyword
}

// A run over many messages that leaves out those who have not agreed.
func ExampleGate_Check() {
	ctx := context.Background()
	tw := twiliotest.Start()
	defer tw.Close()
	shop := tw.AddNumber("+15557122661")
	keeper := consent.NewKeeper(new(consent.Memory))
	err := keeper.Record(ctx, consent.Event{
		Person: "+15558675310", Sender: consent.Sender(shop), State: consent.OptedIn, Source: consent.SourceForm,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	messages := tw.Client().Messages
	run := messages.Bulk(&twilio.BulkParams{
		InFlight: 1,
		Check:    keeper.Gate(messages.Create, consent.RequireOptIn).Check,
	})
	inputs := slices.Values([]*twilio.CreateMessageParams{
		{From: shop, To: "+15558675310", Body: "Half price today!"},
		{From: shop, To: "+15558675311", Body: "Half price today!"},
	})
	for input, result := range run.Create(ctx, inputs) {
		fmt.Println(input.Index, result.Outcome, errors.Is(result.Err, consent.ErrNotOptedIn))
	}
	// Output:
	// 0 sent false
	// 1 held true
}

// What a person agreed to elsewhere is recorded with where and when.
func ExampleKeeper_Record() {
	ctx := context.Background()
	keeper := consent.NewKeeper(new(consent.Memory))
	err := keeper.Record(ctx, consent.Event{
		Person: channels.WhatsApp("+15558675310"),
		Sender: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		State:  consent.OptedIn,
		Source: consent.SourceForm,
		ID:     "signup 1021",
	})
	if err != nil {
		fmt.Println(err)
	}
	for _, to := range []channels.Address{"whatsapp:+15558675310", "+15558675310"} {
		e, err := keeper.Current(ctx, to, "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
		fmt.Printf("%s: %q %q %v\n", to.Channel(), e.State, e.ID, err)
	}
	// Output:
	// whatsapp: "opted-in" "signup 1021" <nil>
	// sms: "" "" <nil>
}

// People opt out in their own words.
func ExampleWithKeywords() {
	words := channels.StandardKeywords()
	words.Overrides = map[string]channels.Keywords{
		"FR": {OptOut: []string{"ARRÊT", "ARRET"}, OptIn: []string{"REPRENDRE"}, Help: []string{"AIDE"}},
	}
	keeper := consent.NewKeeper(new(consent.Memory), consent.WithKeywords(words))
	for _, from := range []channels.Address{"+33612345678", "+15558675310"} {
		m := &webhook.IncomingMessage{From: from, To: "+15557122661", Body: "Arrêt"}
		fmt.Printf("%s: %q\n", from.Country(), keeper.Keyword(m))
	}
	// Output:
	// FR: "STOP"
	// US: ""
}
