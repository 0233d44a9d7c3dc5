package twiliotest_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// family is a conversation of an agent and two buyers of a house, as a group MMS.
type family struct {
	*world
	talk     string
	agency   channels.Address
	ann, ben *twiliotest.Phone
	agent    *twiliotest.ConversationUser
}

func newFamily(t *testing.T, options ...twiliotest.Option) *family {
	t.Helper()
	f := &family{world: newWorld(t, options...)}
	f.agency = f.tw.AddNumber("+15557122662", twiliotest.OnMessage("https://app.example/sms"))
	f.ann, f.ben = f.tw.Phone("+15558675311"), f.tw.Phone("+15558675312")
	f.agent = f.tw.ConversationUser("", "agent")
	f.talk = f.empty
	f.join(t, f.talk, newParticipant{Identity: "agent", ProjectedAddress: f.agency})
	f.join(t, f.talk, newParticipant{Address: f.ann.Address()})
	return f
}

func (f *family) join(t *testing.T, talk string, who newParticipant) *conversations.Participant {
	t.Helper()
	p, err := f.api.Conversations.Participants(talk).Create(t.Context(), &who)
	must(t, err)
	return p
}

func (f *family) transcripts() map[string]string {
	return map[string]string{
		"ann": f.ann.Transcript(), "ben": f.ben.Transcript(), "agent": f.agent.Transcript(f.talk),
	}
}

// Two people text with each other; with a third it becomes a group MMS, in which everybody sees who
// writes.
func TestGroupMMS(t *testing.T) {
	t.Parallel()
	f := newFamily(t)
	_, err := f.agent.Send(f.talk, "What did you think?")
	must(t, err)
	f.tw.Wait()
	f.ann.Send(f.agency, "Lovely. Let me ask Ben.")
	p := f.join(t, f.talk, newParticipant{Address: f.ben.Address()})
	if diff := cmp.Diff(&conversations.MessagingBinding{Type: "sms", Address: f.ben.Address()}, p.MessagingBinding); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, err = f.agent.Send(f.talk, "Hello Ben")
	must(t, err)
	f.tw.Wait()
	x := f.ben.SendGroup([]channels.Address{f.agency, f.ann.Address()}, "Is there a garden?", twiliotest.Attach("image/png", []byte("plan")))
	f.tw.Wait()
	m, err := f.api.Conversations.Messages(f.talk).Create(t.Context(), &newMessage{Author: string(f.agency), Body: "There is."})
	must(t, err)
	f.tw.Wait()

	if diff := cmp.Diff(map[string]string{
		"ann": "< What did you think?\n> Lovely. Let me ask Ben.\n< +15557122662: Hello Ben\n" +
			"< +15558675312: Is there a garden? [image/png]\n< +15557122662: There is.\n",
		"ben": "< +15557122662: Hello Ben\n> Is there a garden? [image/png]\n< +15557122662: There is.\n",
		"agent": "agent: What did you think?\n+15558675311: Lovely. Let me ask Ben.\nagent: Hello Ben\n" +
			"+15558675312: Is there a garden? [image/png]\n+15557122662: There is.\n",
	}, f.transcripts()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(x.Requests) != 0 || x.Message.SID[:2] != "MM" {
		t.Errorf("what Ben wrote is %s, and led to %v", x.Message.SID, x.Requests)
	}
	got, _ := f.ann.Last()
	if diff := cmp.Diff([]channels.Address{f.ben.Address()}, got.Group); diff != "" {
		t.Errorf("who else is there (-want +got):\n%s", diff)
	}
	m, err = f.api.Conversations.Messages(f.talk).Get(t.Context(), m.SID)
	must(t, err)
	if m.Delivery.Total != 2 || m.Delivery.Delivered != conversations.DeliveryAmountAll {
		t.Errorf("delivery: %+v", m.Delivery)
	}
}

// A group that is in no conversation comes to the webhook, which is told of the others; with one at
// whose numbers conversations begin, it begins one.
func TestGroupMMSFromPhones(t *testing.T) {
	t.Parallel()
	f := newFamily(t)
	f.tw.Mount("https://app.example/", ok)
	f.listen(t, ok, "onConversationAdded", "onParticipantAdded", "onMessageAdded")
	carl := f.tw.Phone("+15558675313")
	all := []channels.Address{f.agency, f.ann.Address(), f.number, f.ben.Address()}
	x := carl.SendGroup(all, "Hi all")
	var told []string
	for _, r := range x.Requests {
		told = append(told, r.Params.Get("To")+" "+r.Params.Get("OtherRecipients0")+" "+r.Params.Get("OtherRecipients1")+" "+r.Params.Get("OtherRecipients2"))
	}
	if diff := cmp.Diff([]string{"+15557122662 +15557122661 +15558675311 +15558675312"}, told); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, err := f.api.Addresses.Create(t.Context(), &newAddress{Type: "sms", Address: f.agency, AutoCreationEnabled: new(true), AutoCreationType: "default"})
	must(t, err)
	if x := carl.SendGroup(all, "Shall we meet?"); len(x.Requests) != 0 {
		t.Errorf("the webhook hears what begins a conversation: %v", x.Requests)
	}
	f.ann.SendGroup([]channels.Address{carl.Address(), f.ben.Address(), f.number, f.agency}, "Yes!")
	f.tw.Wait()
	var events []string
	for _, r := range f.tw.Requests() {
		if event := r.Params.Get("EventType"); event != "" {
			for _, a := range r.Params["MessagingBinding.Address"] {
				event += " " + a
			}
			events = append(events, event+" > "+r.Params.Get("MessagingBinding.ProjectedAddress")+r.Params.Get("MessagingBinding.AuthorAddress")+r.Params.Get("Author"))
		}
	}
	if diff := cmp.Diff([]string{
		"onConversationAdded +15557122661 +15557122662 +15558675311 +15558675312 > +15558675313",
		"onParticipantAdded +15558675313 > ",
		"onParticipantAdded > +15557122661",
		"onParticipantAdded > +15557122662",
		"onParticipantAdded +15558675311 > ",
		"onParticipantAdded +15558675312 > ",
		"onMessageAdded > +15558675313",
		"onMessageAdded > +15558675311",
	}, events); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("< +15558675313: Hi all\n< +15558675313: Shall we meet?\n> Yes!\n", f.ann.Transcript()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Who writes STOP in a group is left out of it, and the others are not.
func TestGroupMMSWithoutOneWhoOptedOut(t *testing.T) {
	t.Parallel()
	f := newFamily(t)
	f.join(t, f.talk, newParticipant{Address: f.ben.Address()})
	f.ben.SendGroup([]channels.Address{f.agency, f.ann.Address()}, "STOP")
	f.tw.Wait()
	m, err := f.api.Conversations.Messages(f.talk).Create(t.Context(), &newMessage{Author: "agent", Body: "Bye, Ben"})
	must(t, err)
	f.tw.Wait()
	receipts, err := twilio.Collect(f.api.Conversations.Messages(f.talk).Receipts(m.SID).List(t.Context(), nil), 0)
	must(t, err)
	var got []string
	for _, r := range receipts {
		got = append(got, string(r.Status)+" "+r.ErrorCode.Name())
	}
	if diff := cmp.Diff([]string{"delivered ", "failed " + twilio.ErrUnsubscribedRecipient.Name()}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("< +15558675312: STOP\n< +15557122662: Bye, Ben\n", f.ann.Transcript()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestGroupMMSRefusals(t *testing.T) {
	t.Parallel()
	const free channels.Address = "+15558675319"
	join := func(who newParticipant) func(context.Context, *family) error {
		return func(ctx context.Context, f *family) error {
			return second(f.api.Conversations.Participants(f.talk).Create(ctx, &who))
		}
	}
	with := func(who ...newParticipant) func(context.Context, *family) error {
		return func(ctx context.Context, f *family) error {
			other, err := f.api.Conversations.Create(ctx, nil)
			for _, p := range who {
				if err == nil {
					_, err = f.api.Conversations.Participants(other.SID).Create(ctx, &p)
				}
			}
			return err
		}
	}
	change := func(name string, params conversations.UpdateParticipantParams) func(context.Context, *family) error {
		return func(ctx context.Context, f *family) error {
			page, err := f.api.Conversations.Participants(f.talk).ListPage(ctx, nil)
			if err != nil {
				return err
			}
			for _, p := range page.Items {
				if p.Identity == name || p.MessagingBinding != nil && string(p.MessagingBinding.Address) == name {
					return second(f.api.Conversations.Participants(f.talk).Update(ctx, p.SID, &params))
				}
			}
			return context.Canceled
		}
	}
	const agency, ann, ben channels.Address = "+15557122662", "+15558675311", "+15558675312"
	for name, tt := range map[string]struct {
		do     func(context.Context, *family) error
		status int
		code   twilio.ErrorCode
	}{
		"a number of another country": {join(newParticipant{Address: "+447700900123"}), http.StatusBadRequest, 50407},
		"an island":                   {join(newParticipant{Address: "+16715550100"}), http.StatusBadRequest, 50407},
		"the account's own":           {join(newParticipant{Address: "+15557122661"}), http.StatusBadRequest, 50407},
		"WhatsApp":                    {join(newParticipant{Address: "whatsapp:+15558675319"}), http.StatusBadRequest, 50407},
		"nobody's number":             {join(newParticipant{ProjectedAddress: free}), http.StatusBadRequest, 50439},
		"a toll-free number":          {join(newParticipant{ProjectedAddress: "+18005550100"}), http.StatusBadRequest, 50439},
		"two kinds of address":        {join(newParticipant{Address: free, ProjectedAddress: agency}), http.StatusBadRequest, 50420},
		"a user without a number":     {join(newParticipant{Identity: "bob"}), http.StatusBadRequest, 50434},
		"a phone twice":               {join(newParticipant{Address: ann}), http.StatusConflict, 50437},
		"a user twice":                {join(newParticipant{Identity: "agent", ProjectedAddress: agency}), http.StatusConflict, 50437},
		"a user with two numbers":     {join(newParticipant{Identity: "agent", ProjectedAddress: "+15557122661"}), http.StatusConflict, 50433},
		"the same group":              {with(newParticipant{ProjectedAddress: agency}, newParticipant{Address: ben}, newParticipant{Address: ann}), http.StatusConflict, 50438},
		"a group without a number":    {with(newParticipant{Address: ben}, newParticipant{Address: ann}, newParticipant{Address: free}), http.StatusBadRequest, 50435},
		"a group with a user alone": {
			with(newParticipant{Identity: "bob"}, newParticipant{ProjectedAddress: agency}, newParticipant{Address: ann}, newParticipant{Address: free}),
			http.StatusBadRequest, 50435,
		},
		"a pair that is another's": {
			with(newParticipant{ProjectedAddress: "+15557122661"}, newParticipant{Address: "+15558675310"}), http.StatusConflict, 50416,
		},
		"an author who is not there": {func(ctx context.Context, f *family) error {
			return second(f.api.Conversations.Messages(f.talk).Create(ctx, &newMessage{Author: "bob", Body: "Hi"}))
		}, http.StatusBadRequest, 50513},
		"the eleventh": {func(ctx context.Context, f *family) error {
			for i := range 9 {
				if err := join(newParticipant{Address: channels.Address("+1555867532" + string(rune('0'+i)))})(ctx, f); err != nil {
					return err
				}
			}
			return nil
		}, http.StatusForbidden, 50436},
		"a phone that gets a number": {change(string(ben), conversations.UpdateParticipantParams{ProjectedAddress: new(agency)}), http.StatusBadRequest, 50443},
		"a user who loses theirs":    {change("agent", conversations.UpdateParticipantParams{ProjectedAddress: new(channels.Address(""))}), http.StatusBadRequest, 50442},
		"another's number":           {change("agent", conversations.UpdateParticipantParams{ProjectedAddress: new(free)}), http.StatusBadRequest, 50443},
		"another agent":              {change("agent", conversations.UpdateParticipantParams{Identity: "boss"}), 0, 0},
		"another number":             {change("agent", conversations.UpdateParticipantParams{ProjectedAddress: new(channels.Address("+15557122661"))}), 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFamily(t)
			f.tw.AddNumber("+18005550100")
			f.join(t, f.talk, newParticipant{Address: f.ben.Address()})
			err := tt.do(t.Context(), f)
			if tt.code == 0 {
				must(t, err)
				return
			}
			wantRefusal(t, name, err, tt.status, tt.code)
		})
	}
}

// A group can be made at once, and is free for another when it ends.
func TestGroupMMSAtOnce(t *testing.T) {
	t.Parallel()
	f := newFamily(t)
	params := &conversations.CreateConversationWithParticipantsParams{Participants: conversations.NewParticipants{
		{Address: f.ben.Address()}, {Address: f.ann.Address()}, {Address: f.customer.Address()}, {ProjectedAddress: f.agency},
	}}
	talk, err := f.api.Conversations.CreateWithParticipants(t.Context(), params)
	must(t, err)
	_, err = f.api.Conversations.CreateWithParticipants(t.Context(), params)
	wantRefusal(t, "again", err, http.StatusBadRequest, 50427)
	_, err = f.api.Conversations.Update(t.Context(), talk.SID, &conversations.UpdateConversationParams{State: conversations.ConversationStateClosed})
	must(t, err)
	talk, err = f.api.Conversations.CreateWithParticipants(t.Context(), params)
	must(t, err)
	must(t, f.api.Conversations.Delete(t.Context(), talk.SID))
	_, err = f.api.Conversations.CreateWithParticipants(t.Context(), params)
	must(t, err)
}
