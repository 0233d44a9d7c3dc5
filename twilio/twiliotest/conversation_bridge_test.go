package twiliotest_test

import (
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/content"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

func TestConversationReachesEveryChannel(t *testing.T) {
	t.Parallel()
	w := newWorld(t, twiliotest.WithoutSessionWindow())
	bob := w.tw.Phone(channels.WhatsApp("+15550001111"))
	w.add(t, &newParticipant{Address: bob.Address(), ProxyAddress: w.whatsApp})
	alice := w.tw.ConversationUser("", "alice")

	w.customer.Send(w.number, "Hello all")
	bob.Send(w.whatsApp, "Hello to you")
	_, err := alice.Send(w.open, "Hello both")
	must(t, err)
	w.write(t, "", "The desk is open until 5.")
	w.write(t, string(bob.Address()), "Brought in from elsewhere") // not to bob, who wrote it
	w.tw.Wait()

	if diff := cmp.Diff("> Hello all\n< Hello to you\n< Hello both\n< The desk is open until 5.\n< Brought in from elsewhere\n", w.customer.Transcript()); diff != "" {
		t.Errorf("by SMS (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("< Hello all\n> Hello to you\n< Hello both\n< The desk is open until 5.\n", bob.Transcript()); diff != "" {
		t.Errorf("on WhatsApp (-want +got):\n%s", diff)
	}
	for _, m := range bob.Messages() {
		if m.Direction != twilio.DirectionInbound && m.From != w.whatsApp {
			t.Errorf("a message to WhatsApp is from %s", m.From)
		}
	}
	page, err := w.api.Conversations.Messages(w.open).ListPage(t.Context(), nil)
	must(t, err)
	var got []string
	for _, m := range page.Items {
		got = append(got, fmt.Sprint(m.Index, " ", m.Author, " ", m.ParticipantSID != "", " ", m.Delivery.Total))
	}
	if diff := cmp.Diff([]string{
		"0 +15558675310 true 1", "1 whatsapp:+15550001111 true 1", "2 alice true 2", "3 system false 2", "4 whatsapp:+15550001111 true 1",
	}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReceiptsSayWhatBecameOfAMessage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, twiliotest.WithoutSessionWindow())
	w.listen(t, ok, "onDeliveryUpdated")
	bob := w.tw.Phone(channels.WhatsApp("+15550001111"))
	carol := w.tw.Phone("+15550002222")
	w.add(t, &newParticipant{Address: bob.Address(), ProxyAddress: w.whatsApp})
	gone := w.add(t, &newParticipant{Address: carol.Address(), ProxyAddress: w.number})
	carol.Refuse(twilio.ErrUnreachableHandset)
	m := w.write(t, "alice", "Hello")
	w.tw.Wait()
	bob.Read()
	w.tw.Wait()

	messages := w.api.Conversations.Messages(w.open)
	m, err := messages.Get(t.Context(), m.SID)
	must(t, err)
	if diff := cmp.Diff(&conversations.Delivery{
		Total: 3, Sent: "all", Delivered: "some", Read: "some", Failed: "none", Undelivered: "some",
	}, m.Delivery); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	receipts, err := twilio.Collect(messages.Receipts(m.SID).List(t.Context(), nil), 0)
	must(t, err)
	var got []conversations.ReceiptStatus
	for _, r := range receipts {
		got = append(got, r.Status)
		one, err := messages.Receipts(m.SID).Get(t.Context(), r.SID)
		must(t, err)
		if diff := cmp.Diff(r, one); diff != "" {
			t.Errorf("(-list +get):\n%s", diff)
		}
		sms, ok := w.tw.Message(r.ChannelMessageSID)
		if !ok || sms.Body != "Hello" || string(sms.Status) != string(r.Status) || sms.ErrorCode != r.ErrorCode {
			t.Errorf("the message of the receipt %+v is %+v", r, sms)
		}
		if failed := r.ErrorCode == twilio.ErrUnreachableHandset; failed != (r.ParticipantSID == gone.SID) {
			t.Errorf("receipt of %s: %v", r.ParticipantSID, r.ErrorCode)
		}
	}
	if diff := cmp.Diff([]conversations.ReceiptStatus{"delivered", "read", "undelivered"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	told := map[string]int{}
	for _, r := range w.tw.Requests() {
		told[r.Params.Get("Status")+" "+r.Params.Get("Source")+" "+r.Params.Get("ErrorCode")]++
	}
	if diff := cmp.Diff(map[string]int{
		"sent SMS 0": 2, "sent WHATSAPP 0": 1, "delivered SMS 0": 1, "delivered WHATSAPP 0": 1, "read WHATSAPP 0": 1, "undelivered SMS 30003": 1,
	}, told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

// Files go both ways.
func TestFilesInConversations(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	alice := w.tw.ConversationUser("", "alice")
	w.customer.Send(w.number, "Look!", twiliotest.Attach("image/jpeg", []byte("a photo")))
	file := alice.Upload("application/pdf", "terms.pdf", []byte("pdf"))
	_, err := alice.Send(w.open, "Read this.", file)
	must(t, err)
	w.tw.Wait()
	_, err = alice.Send(w.open, "And again.", file)
	wantRefusal(t, "a file that was sent", err, http.StatusBadRequest, 50508)

	got, err := alice.Messages(w.open)
	must(t, err)
	var files [][]conversations.Media
	for _, m := range got {
		files = append(files, m.Media)
	}
	if diff := cmp.Diff([][]conversations.Media{
		{{Size: 7, ContentType: "image/jpeg"}}, {{Size: 3, ContentType: "application/pdf", Filename: "terms.pdf"}},
	}, files, cmpopts.IgnoreFields(conversations.Media{}, "SID")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	last, _ := w.customer.Last()
	if len(last.Media) != 1 || string(last.Media[0].Data) != "pdf" || last.Media[0].ContentType != "application/pdf" {
		t.Errorf("the phone shows %+v", last.Media)
	}
}

func TestTemplatesInConversations(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	template := makeTemplate(t, w.tw.Client(), "order", content.Types{
		Text:         &content.Text{Body: "Order {{1}} is ready"},
		WhatsAppCard: &content.WhatsAppCard{Body: "Your order {{1}}!", Footer: "The shop"},
	}, twilio.ContentVariables{"1": "0"})
	w.tw.ApproveTemplate(template.SID)
	bob := w.tw.Phone(channels.WhatsApp("+15550001111"))
	w.add(t, &newParticipant{Address: bob.Address(), ProxyAddress: w.whatsApp})
	m, err := w.api.Conversations.Messages(w.open).Create(t.Context(), &newMessage{
		ContentSID: template.SID, ContentVariables: twilio.ContentVariables{"1": "7"}, Body: "not this",
	})
	must(t, err)
	if m.Body != "Order 7 is ready" || m.ContentSID != template.SID {
		t.Errorf("message: %+v", m)
	}
	w.tw.Wait()
	if diff := cmp.Diff([]string{"< Order 7 is ready\n", "< Your order 7!\nThe shop\n"}, []string{w.customer.Transcript(), bob.Transcript()}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, err = w.api.Conversations.Messages(w.open).Create(t.Context(), &newMessage{
		ContentSID: template.SID, ContentVariables: twilio.ContentVariables{"1": "a\nb"},
	})
	wantRefusal(t, "a variable of two lines", err, http.StatusBadRequest, 50527)
}

// Texts come in the order in which they were written, however long they travel.
func TestTextsOfAConversationKeepTheirOrder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, twiliotest.WithDelays(time.Second, 2*time.Second))
		want := ""
		for i := range 20 {
			w.write(t, "alice", fmt.Sprint(i))
			want += fmt.Sprintf("< %d\n", i)
		}
		w.tw.Wait()
		if diff := cmp.Diff(want, w.customer.Transcript()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// One who is in no conversation any more reaches the number's own webhook again.
func TestAPairOfAddressesIsFreed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.tw.Mount("https://app.example/", ok)
	w.tw.AddNumber(w.number, twiliotest.OnMessage("https://app.example/sms"))
	parts := w.api.Conversations.Participants(w.open)
	hears := func() bool { return len(w.customer.Send(w.number, "Hello").Requests) == 1 }
	if hears() {
		t.Error("the number's webhook hears what goes into a conversation")
	}
	page, err := parts.ListPage(t.Context(), nil)
	must(t, err)
	must(t, parts.Delete(t.Context(), page.Items[0].SID))
	if !hears() {
		t.Error("the number's webhook does not hear one who has left")
	}
	w.add(t, &newParticipant{Address: w.customer.Address(), ProxyAddress: w.number})
	if hears() {
		t.Error("the number's webhook hears what goes into a conversation")
	}
	must(t, w.api.Conversations.Delete(t.Context(), w.open))
	if !hears() {
		t.Error("the number's webhook does not hear when the conversation is deleted")
	}
}
