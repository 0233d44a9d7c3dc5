package conversations_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// roundTrip is a transport made of a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// answered returns a client that prints each request and answers it with the next of these
// bodies. In place of it, use twilio.New with nothing but credentials.
func answered(bodies ...string) *twilio.Client {
	n := 0
	transport := roundTrip(func(r *http.Request) (*http.Response, error) {
		form := ""
		if r.Body != nil {
			b, err := io.ReadAll(r.Body)
			if err != nil {
				return nil, err
			}
			form = strings.TrimRight(" "+string(b), " ")
		}
		if _, err := fmt.Fprintln(os.Stdout, r.Method, r.URL.RequestURI()+form); err != nil {
			return nil, err
		}
		body := bodies[n]
		n++
		status := http.StatusOK
		if strings.HasPrefix(body, `{"code"`) {
			status = http.StatusConflict
		}
		return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
	})
	return twilio.New(twilio.AuthToken("AC00000000000000000000000000000001", "token"), twilio.WithHTTPClient(&http.Client{Transport: transport}))
}

// Alice writes in the shop's app, and her customer reads it as an SMS.
func Example() {
	ctx := context.Background()
	client := answered(
		`{"sid":"CH0123","unique_name":"order-7","state":"active"}`,
		`{"sid":"MB0001","identity":"alice","messaging_binding":null}`,
		`{"sid":"MB0002","messaging_binding":{"type":"sms","address":"+15558675310","proxy_address":"+15557122661"}}`,
		`{"sid":"IM0001","index":0,"author":"alice","delivery":{"total":1,"sent":"none"}}`,
		`{"delivery_receipts":[{"sid":"DY0001","participant_sid":"MB0002","status":"delivered"}],"meta":{"next_page_url":null}}`,
	)

	all := conversations.New(client).Conversations
	conversation, err := all.Create(ctx, &conversations.CreateConversationParams{UniqueName: "order-7"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, who := range []conversations.CreateParticipantParams{
		{Identity: "alice"},
		{Address: "+15558675310", ProxyAddress: "+15557122661"},
	} {
		participant, err := all.Participants(conversation.SID).Create(ctx, &who)
		switch {
		case errors.Is(err, conversations.ErrAddressPairInUse):
			fmt.Println("the customer is in another conversation")
		case err != nil:
			fmt.Println(err)
			return
		case participant.MessagingBinding == nil:
			fmt.Println(participant.SID, "is in the app")
		default:
			fmt.Println(participant.SID, "is reached by", participant.MessagingBinding.Type)
		}
	}

	messages := all.Messages(conversation.SID)
	message, err := messages.Create(ctx, &conversations.CreateMessageParams{Author: "alice", Body: "It is on its way."})
	if err != nil {
		fmt.Println(err)
		return
	}
	for receipt, err := range messages.Receipts(message.SID).List(ctx, nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(receipt.ParticipantSID, receipt.Status)
	}
	// Output:
	// POST /v1/Conversations UniqueName=order-7
	// POST /v1/Conversations/CH0123/Participants Identity=alice
	// MB0001 is in the app
	// POST /v1/Conversations/CH0123/Participants MessagingBinding.Address=%2B15558675310&MessagingBinding.ProxyAddress=%2B15557122661
	// MB0002 is reached by sms
	// POST /v1/Conversations/CH0123/Messages Author=alice&Body=It+is+on+its+way.
	// GET /v1/Conversations/CH0123/Messages/IM0001/Receipts
	// MB0002 delivered
}

// The same in one call, in a service of its own, and with the service's webhooks called.
func ExampleConversationService_CreateWithParticipants() {
	client := answered(`{"sid":"CH0123","chat_service_sid":"IS0123","state":"initializing"}`)

	conversation, err := conversations.New(client).Service("IS0123").Conversations.CreateWithParticipants(context.Background(),
		&conversations.CreateConversationWithParticipantsParams{
			CreateConversationParams: conversations.CreateConversationParams{UniqueName: "order-7"},
			Participants: []conversations.CreateParticipantParams{
				{Identity: "alice"},
				{Address: "whatsapp:+15558675310", ProxyAddress: "whatsapp:+15557122661"},
			},
		}, conversations.WithWebhooks())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(conversation.State)
	// Output:
	// POST /v1/Services/IS0123/ConversationWithParticipants Participant=%7B%22identity%22%3A%22alice%22%7D&Participant=%7B%22messaging_binding%22%3A%7B%22address%22%3A%22whatsapp%3A%2B15558675310%22%2C%22proxy_address%22%3A%22whatsapp%3A%2B15557122661%22%7D%7D&UniqueName=order-7
	// initializing
}

// Which conversations is this number in?
func ExampleParticipantConversationService_List() {
	client := answered(`{"conversations":[
		{"conversation_sid":"CH0123","conversation_state":"closed"},
		{"conversation_sid":"CH0124","conversation_state":"active"}],"meta":{"next_page_url":null}}`)

	for c, err := range conversations.New(client).ParticipantConversations.List(context.Background(),
		&conversations.ListParticipantConversationsParams{Address: "+15558675310"}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if c.ConversationState != conversations.ConversationStateClosed {
			fmt.Println(c.ConversationSID)
		}
	}
	// Output:
	// GET /v1/ParticipantConversations?Address=%2B15558675310
	// CH0124
}
