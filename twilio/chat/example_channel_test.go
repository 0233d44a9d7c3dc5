package chat_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/chat"
)

// roundTrip is a transport made of a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// answered returns a client that prints each request and answers it with the next of these bodies. In
// place of it, use twilio.New with nothing but credentials.
func answered(bodies ...string) *twilio.Client {
	n := 0
	transport := roundTrip(func(r *http.Request) (*http.Response, error) {
		form := ""
		if r.Body != nil {
			b, err := io.ReadAll(r.Body)
			if err != nil {
				return nil, err
			}
			form = " " + string(b)
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

// A channel with a member and a message.
func Example() {
	ctx := context.Background()
	client := answered(
		`{"sid":"CH0123","unique_name":"support","type":"private","members_count":0}`,
		`{"sid":"MB0123","identity":"alice","last_consumed_message_index":null}`,
		`{"sid":"IM0123","from":"alice","body":"Is anyone there?","index":0}`,
		`{"sid":"MB0123","identity":"alice","last_consumed_message_index":0}`,
	)

	channels := chat.New(client).Channels("IS0123")
	channel, err := channels.Create(ctx, &chat.CreateChannelParams{
		UniqueName: "support",
		Type:       chat.ChannelTypePrivate,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	members := channels.Members(channel.SID)
	member, err := members.Create(ctx, &chat.CreateMemberParams{Identity: "alice"})
	if err != nil {
		fmt.Println(err)
		return
	}
	message, err := channels.Messages(channel.SID).Create(ctx, &chat.CreateMessageParams{
		From: member.Identity,
		Body: "Is anyone there?",
	}, chat.WithWebhooks())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("read so far:", member.LastConsumedMessageIndex)
	member, err = members.Update(ctx, "alice", &chat.UpdateMemberParams{LastConsumedMessageIndex: new(message.Index)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("read up to:", *member.LastConsumedMessageIndex)
	// Output:
	// POST /v2/Services/IS0123/Channels Type=private&UniqueName=support
	// POST /v2/Services/IS0123/Channels/CH0123/Members Identity=alice
	// POST /v2/Services/IS0123/Channels/CH0123/Messages Body=Is+anyone+there%3F&From=alice
	// read so far: <nil>
	// POST /v2/Services/IS0123/Channels/CH0123/Members/alice LastConsumedMessageIndex=0
	// read up to: 0
}

// Whoever is a member already need not be added.
func ExampleMemberService_Create() {
	client := answered(`{"code":50404,"message":"Member already exists","status":409}`)

	_, err := chat.New(client).Channels("IS0123").Members("support").Create(
		context.Background(), &chat.CreateMemberParams{Identity: "alice"})
	fmt.Println(errors.Is(err, chat.ErrMemberExists))
	// Output:
	// POST /v2/Services/IS0123/Channels/support/Members Identity=alice
	// true
}

// A member is found by identity as well as by SID.
func ExampleMemberService_Get() {
	client := answered(`{"sid":"MB0123","identity":"alice","last_consumed_message_index":7}`)

	members := chat.New(client).Channels("IS0123").Members("CH0123")
	member, err := members.Get(context.Background(), "alice")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(member.SID, *member.LastConsumedMessageIndex)
	// Output:
	// GET /v2/Services/IS0123/Channels/CH0123/Members/alice
	// MB0123 7
}

// A public channel has to become private before Conversations takes it.
func ExampleChannelService_Migrate() {
	client := answered(`{"sid":"CH0123","type":"private","messaging_service_sid":"MG0123"}`)

	channel, err := chat.New(client).Channels("IS0123").Migrate(context.Background(), "CH0123", &chat.MigrateChannelParams{
		Type:                chat.ChannelTypePrivate,
		MessagingServiceSID: "MG0123",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(channel.Type, channel.MessagingServiceSID)
	// Output:
	// POST /v3/Services/IS0123/Channels/CH0123 MessagingServiceSid=MG0123&Type=private
	// private MG0123
}

// Whether users are online is told of one user at a time, and only if the service keeps it.
func ExampleUserService_Get() {
	client := answered(`{"identity":"alice@example.com","is_online":null}`)

	user, err := chat.New(client).Users("IS0123").Get(context.Background(), "alice@example.com")
	if err != nil {
		fmt.Println(err)
		return
	}
	switch {
	case user.IsOnline == nil:
		fmt.Println("not known")
	case *user.IsOnline:
		fmt.Println("online")
	}
	// Output:
	// GET /v2/Services/IS0123/Users/alice%40example.com
	// not known
}
