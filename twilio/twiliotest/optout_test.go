package twiliotest_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

// short stands for Twilio's texts in tests.
var short = twiliotest.WithOptOutReplies(twiliotest.OptOutReplies{
	Stop: "stopped", Start: "started", Help: "helped", TollFreeStop: "NETWORK: stopped", TollFreeStart: "NETWORK: started",
})

// What a phone shows of words that are sent to one number of an app that answers nothing.
func TestKeywords(t *testing.T) {
	t.Parallel()
	const person, whatsapp = "+15558675310", "whatsapp:+15558675310"
	for name, tt := range map[string]struct {
		person, number channels.Address
		words          string
		want           string
		out            bool
	}{
		"each word that stops":   {person, "+15557122661", "STOP START STOPALL YES UNSUBSCRIBE UNSTOP CANCEL start END yes QUIT unstop OPTOUT Start revoke", strings.Repeat("stopped started ", 7) + "stopped", true},
		"in any case":            {person, "+15557122661", "sToP", "stopped", true},
		"no keywords":            {person, "+15557122661", "STOP,PLEASE STOP. ARRET HALT", "", false},
		"once is enough":         {person, "+15557122661", "STOP CANCEL STOP", "stopped", true},
		"nothing to start":       {person, "+15557122661", "START YES", "", false},
		"help":                   {person, "+15557122661", "info", "helped", false},
		"no help when stopped":   {person, "+15557122661", "STOP HELP START HELP", "stopped started helped", false},
		"toll-free":              {person, "+18005550100", "STOP YES HELP UNSTOP HELP STOP START", "NETWORK:stopped NETWORK:started helped NETWORK:stopped NETWORK:started", false},
		"toll-free, not by YES":  {person, "+18885550100", "STOP YES", "NETWORK:stopped", true},
		"a short code":           {person, "12345", "STOP HELP START", "", false},
		"WhatsApp":               {whatsapp, "whatsapp:+15557122661", "STOP HELP START", "", false},
		"Messenger":              {"messenger:1234", "messenger:5678", "STOP HELP START", "", false},
		"RCS":                    {"rcs:+15558675310", "rcs:acme_agent", "STOP START HELP STOP", "stopped started helped stopped", true},
		"a person with a sender": {"12345", "+15557122661", "STOP", "stopped", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tw := twiliotest.New(t, short)
			p := tw.Phone(tt.person)
			tw.AddNumber(tt.number)
			for word := range strings.FieldsSeq(tt.words) {
				p.Send(tt.number, strings.ReplaceAll(word, ",", " "))
			}
			var got []string
			for _, m := range p.Messages() {
				if m.Direction == twilio.DirectionOutboundReply {
					got = append(got, strings.ReplaceAll(m.Body, " ", ""))
				}
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("replies (-want +got):\n%s", diff)
			}
			if out := tw.OptedOut(tt.number, tt.person); out != tt.out {
				t.Errorf("opted out: %v, want %v", out, tt.out)
			}
		})
	}
}

// The texts that Twilio answers with, and that they are in its log, free of charge, but for those of
// the network of toll-free numbers.
func TestKeywordReplies(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	shop, tollFree := tw.AddNumber("+15557122661"), tw.AddNumber("+18005550100")
	alice := tw.Phone("+15558675310")
	for _, number := range []channels.Address{shop, tollFree} {
		for _, word := range []string{"STOP", "START", "HELP"} {
			alice.Send(number, word)
		}
	}
	want := `> STOP
< You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.
> START
< You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.
> HELP
< Reply STOP to unsubscribe. Msg&Data Rates May Apply.
> STOP
< NETWORK MSG: You replied with the word "stop" which blocks all texts sent from this number. Text back "unstop" to receive messages again.
> START
< NETWORK MSG: You have replied "unstop" and will begin receiving messages again from this number.
> HELP
< Reply STOP to unsubscribe. Msg&Data Rates May Apply.
`
	if diff := cmp.Diff(want, alice.Transcript()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	type row struct {
		From   channels.Address
		Status twilio.MessageStatus
		Price  twilio.Decimal
	}
	var got []row
	for m, err := range tw.Client().Messages.List(t.Context(), &twilio.ListMessagesParams{To: alice.Address()}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, row{m.From, m.Status, m.Price})
	}
	rows := []row{{tollFree, "delivered", ""}, {shop, "delivered", ""}, {shop, "delivered", ""}, {shop, "delivered", ""}}
	if diff := cmp.Diff(rows, got); diff != "" {
		t.Errorf("the log (-want +got):\n%s", diff)
	}
}

// Who has opted out is not written to: not by the API, and not by TwiML. Their messages arrive.
func TestOptedOut(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, short)
	client := tw.Client()
	tw.Mount("https://app.example/", twiml.Reply("Hello from the app."))
	shop, other := tw.AddNumber("+15557122661", twiliotest.OnMessage("https://app.example/sms")), tw.AddNumber("+15557122662")
	alice, bob := tw.Phone("+15558675310"), tw.Phone("+15558675311")
	send := func(from channels.Address, to *twiliotest.Phone) error {
		_, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{From: from, To: to.Address(), Body: "News from " + string(from[9:])})
		tw.Wait()
		return err
	}
	x := alice.Send(shop, "STOP")
	if len(x.Requests) != 1 || x.Requests[0].Params.Get("Body") != "STOP" || x.Requests[0].Params.Has("OptOutType") {
		t.Errorf("webhooks: %v", x.Requests)
	}
	if alerts := tw.Alerts(); len(x.Replies) != 0 || len(alerts) != 1 || alerts[0].Code != twilio.ErrUnsubscribedRecipient {
		t.Errorf("replies %v, alerts %v", x.Replies, alerts)
	}
	err := send(shop, alice)
	e, ok := errors.AsType[*twilio.Error](err)
	if !ok || e.Status != http.StatusBadRequest || e.Code != twilio.ErrUnsubscribedRecipient || e.Message != "Attempt to send to unsubscribed recipient" {
		t.Errorf("error is %v", err)
	}
	for _, err := range []error{send(other, alice), send(shop, bob)} {
		if err != nil {
			t.Error(err)
		}
	}
	alice.Send(shop, "hi") // an opt-out is no reason not to hear her
	alice.Send(shop, "Unstop")
	if err := send(shop, alice); err != nil {
		t.Error(err)
	}
	want := "> STOP\n< stopped\n< News from 662\n> hi\n> Unstop\n< started\n< Hello from the app.\n< News from 661\n"
	if diff := cmp.Diff(want, alice.Transcript()); diff != "" {
		t.Errorf("Alice's phone (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("< News from 661\n", bob.Transcript()); diff != "" {
		t.Errorf("Bob's phone (-want +got):\n%s", diff)
	}
}

// An opt-out from one number of a service is one from the whole service, and messages through it are
// made first and fail then.
func TestOptedOutOfAService(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t, short)
		client := tw.Client()
		one, two, outside := tw.AddNumber("+15557122661"), tw.AddNumber("+15557122662"), tw.AddNumber("+15557122663")
		agent := tw.AddNumber("rcs:acme_agent")
		service := tw.AddService("Acme", twiliotest.Senders(one, two, agent, "ACME"), twiliotest.ServiceSetting("UseInboundWebhookOnNumber", "true"))
		var callbacks []string
		tw.Mount("https://app.example/", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			callbacks = append(callbacks, r.FormValue("MessageStatus")+" "+r.FormValue("ErrorCode"))
		}))
		alice := tw.Phone("+15558675310")
		type outcome struct {
			first, last twilio.MessageStatus
			code        twilio.ErrorCode
		}
		send := func(p twilio.CreateMessageParams) outcome {
			t.Helper()
			p.To, p.Body, p.StatusCallback = alice.Address(), "News", "https://app.example/status"
			m, err := client.Messages.Create(t.Context(), &p)
			if e, ok := errors.AsType[*twilio.Error](err); ok {
				return outcome{code: e.Code}
			} else if err != nil {
				t.Fatal(err)
			}
			if p.SendAt.IsZero() {
				tw.Wait()
			} else {
				time.Sleep(time.Until(p.SendAt))
				synctest.Wait()
			}
			now, err := client.Messages.Get(t.Context(), m.SID)
			if err != nil {
				t.Fatal(err)
			}
			return outcome{m.Status, now.Status, now.ErrorCode}
		}
		alice.Send(one, "STOP")
		const no = twilio.ErrUnsubscribedRecipient
		for name, tt := range map[string]struct {
			params twilio.CreateMessageParams
			want   outcome
		}{
			"by the service":                {twilio.CreateMessageParams{MessagingServiceSID: service}, outcome{"accepted", "failed", no}},
			"by the service from one of it": {twilio.CreateMessageParams{MessagingServiceSID: service, From: two}, outcome{"accepted", "failed", no}},
			"by the service from a name":    {twilio.CreateMessageParams{MessagingServiceSID: service, From: "ACME"}, outcome{"accepted", "failed", no}},
			"later": {twilio.CreateMessageParams{MessagingServiceSID: service, SendAt: time.Now().Add(time.Hour), ScheduleType: "fixed"},
				outcome{"scheduled", "failed", no}},
			"from a number of it":   {twilio.CreateMessageParams{From: two}, outcome{code: no}},
			"from a number outside": {twilio.CreateMessageParams{From: outside}, outcome{"queued", "delivered", 0}},
		} {
			callbacks = nil
			if diff := cmp.Diff(tt.want, send(tt.params), cmp.AllowUnexported(outcome{})); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
			if tt.want.last == twilio.StatusFailed {
				if diff := cmp.Diff([]string{"failed 21610"}, callbacks); diff != "" {
					t.Errorf("%s: callbacks (-want +got):\n%s", name, diff)
				}
			}
		}
		// SMS and RCS to one phone are one opt-out.
		rcs := tw.Phone("rcs:+15558675310")
		if !tw.OptedOut(channels.Address(service), rcs.Address()) || !tw.OptedOut(agent, rcs.Address()) || tw.OptedOut(outside, alice.Address()) {
			t.Errorf("opted out of other than the service:\n%s", tw.Dump())
		}
		rcs.Send(agent, "START")
		if got := send(twilio.CreateMessageParams{MessagingServiceSID: service}); got.last != twilio.StatusDelivered {
			t.Errorf("after START by RCS: %v", got)
		}
	})
}

// Advanced Opt-Out has words and answers of its own, for every kind of sender, and tells the webhook.
func TestAdvancedOptOut(t *testing.T) {
	t.Parallel()
	words := channels.StandardKeywords()
	words.OptOut = append(words.OptOut, "BASTA")
	words.Overrides = map[string]channels.Keywords{"FR": {OptOut: []string{"ARRET"}}}
	const american, french, whatsapp = "+15558675310", "+33612345678", "whatsapp:+15558675310"
	for name, tt := range map[string]struct {
		person, number channels.Address
		words          string
		want           string // the replies
		types          string // OptOutType of the webhooks, "-" where there is none
	}{
		"its own words":       {american, "+15557122661", "basta START info BASTA? ARRET", "bye hi helped", "STOP START HELP - -"},
		"START is answered":   {american, "+15557122661", "START", "hi", "START"},
		"a country's words":   {french, "+15557122661", "ARRET START BASTA CANCEL", "bye hi", "STOP START - -"},
		"STOP is everybody's": {french, "+15557122661", "STOP UNSTOP", "bye hi", "STOP START"},
		"WhatsApp":            {whatsapp, "whatsapp:+15557122661", "STOP START", "bye hi", "STOP START"},
		"a short code":        {american, "12345", "STOP START", "bye hi", "STOP START"},
		"toll-free":           {american, "+18005550100", "STOP YES START YES", "NETWORK:stopped NETWORK:started hi", "STOP - START -"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tw := twiliotest.New(t, short)
			tw.Mount("https://app.example/", twiml.NewResponse())
			tw.AddNumber(tt.number)
			tw.AddService("Acme", twiliotest.Senders(tt.number), twiliotest.ServiceSetting("InboundRequestUrl", "https://app.example/sms"),
				twiliotest.AdvancedOptOut(words, twiliotest.OptOutReplies{Stop: "bye", Start: "hi"}))
			p := tw.Phone(tt.person)
			var types, replies []string
			for word := range strings.FieldsSeq(tt.words) {
				x := p.Send(tt.number, word)
				kind := x.Requests[0].Params.Get("OptOutType")
				if kind == "" {
					kind = "-"
				}
				types = append(types, kind)
			}
			for _, m := range p.Messages() {
				if m.Direction == twilio.DirectionOutboundReply {
					replies = append(replies, strings.ReplaceAll(m.Body, " ", ""))
				}
			}
			if diff := cmp.Diff([]string{tt.want, tt.types}, []string{strings.Join(replies, " "), strings.Join(types, " ")}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// WhatsApp and SMS to one person are two opt-outs, in one service too.
func TestChannelsOptOutOnTheirOwn(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, short)
	sms, whatsapp := tw.AddNumber("+15557122661"), tw.AddNumber("whatsapp:+15557122661")
	service := channels.Address(tw.AddService("Acme", twiliotest.Senders(sms, whatsapp),
		twiliotest.AdvancedOptOut(channels.StandardKeywords(), twiliotest.OptOutReplies{})))
	alice, aliceOnWhatsApp := tw.Phone("+15558675310"), tw.Phone("whatsapp:+15558675310")
	state := func() [2]bool {
		return [2]bool{tw.OptedOut(service, alice.Address()), tw.OptedOut(service, aliceOnWhatsApp.Address())}
	}
	got := [][2]bool{state()}
	for _, step := range []func(){
		func() { alice.Send(sms, "STOP") }, // received by no webhook, and heeded all the same
		func() { aliceOnWhatsApp.Send(whatsapp, "STOP") },
		func() { alice.Send(sms, "START") },
		func() { aliceOnWhatsApp.Send(whatsapp, "START") },
	} {
		step()
		got = append(got, state())
	}
	if diff := cmp.Diff([][2]bool{{}, {true, false}, {true, true}, {false, true}, {}}, got); diff != "" {
		t.Errorf("opted out by SMS, by WhatsApp (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("< stopped\n< started\n", alice.Transcript()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// An opt-out from a number stays one when the number joins a service.
func TestOptedOutBeforeTheService(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, short)
	shop, alice := tw.AddNumber("+15557122661"), tw.Phone("+15558675310")
	alice.Send(shop, "STOP")
	tw.AddService("Acme", twiliotest.Senders(shop), twiliotest.ServiceSetting("UseInboundWebhookOnNumber", "true"))
	if !tw.OptedOut(shop, alice.Address()) {
		t.Error("opted in by a change of service")
	}
	alice.Send(shop, "START")
	if tw.OptedOut(shop, alice.Address()) {
		t.Error("START does not reopen it")
	}
}

func TestWithoutOptOut(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, twiliotest.WithoutOptOut())
	shop, alice := tw.AddNumber("+15557122661"), tw.Phone("+15558675310")
	alice.Send(shop, "STOP")
	if tw.OptedOut(shop, alice.Address()) || alice.Transcript() != "> STOP\n" {
		t.Errorf("the phone shows:\n%s", alice.Transcript())
	}
}

func TestAdvancedOptOutOfMalformedWords(t *testing.T) {
	t.Parallel()
	defer func() {
		if got := recover(); got == nil {
			t.Error("no panic")
		}
	}()
	twiliotest.New(t).AddService("Acme", twiliotest.AdvancedOptOut(channels.Keywords{OptOut: []string{"NO MORE"}}, twiliotest.OptOutReplies{}))
}

// A conversation hears STOP, and goes on without the person.
func TestOptedOutInAConversation(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.customer.Send(w.number, "STOP")
	m := w.write(t, "alice", "Are you there?")
	w.tw.Wait()
	if last, ok := w.customer.Last(); !ok || !strings.HasPrefix(last.Body, "You have successfully been unsubscribed.") {
		t.Errorf("the phone shows:\n%s", w.customer.Transcript())
	}
	receipts, err := twilio.Collect(w.api.Conversations.Messages(w.open).Receipts(m.SID).List(t.Context(), nil), 0)
	must(t, err)
	if len(receipts) != 1 || receipts[0].Status != "failed" || receipts[0].ErrorCode != twilio.ErrUnsubscribedRecipient {
		t.Errorf("receipts: %+v", receipts)
	}
	messages, err := twilio.Collect(w.api.Conversations.Messages(w.open).List(t.Context(), nil), 0)
	must(t, err)
	if len(messages) != 2 || messages[0].Body != "STOP" {
		t.Errorf("in the conversation: %+v", messages)
	}
}
