package sdk_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
	official "github.com/twilio/twilio-go/client"
	api "github.com/twilio/twilio-go/rest/api/v2010"
	chat "github.com/twilio/twilio-go/rest/chat/v2"
	content "github.com/twilio/twilio-go/rest/content/v1"
	conversations "github.com/twilio/twilio-go/rest/conversations/v1"
	messaging "github.com/twilio/twilio-go/rest/messaging/v1"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

const (
	shop  = channels.Address("+15557122661")
	alice = channels.Address("+15558675310")
)

// handler is what the products of twilio-go are made of: its own client, with the emulator's HTTP
// client in it.
func handler(tw *twiliotest.Twilio) *official.RequestHandler {
	c := &official.Client{Credentials: official.NewCredentials(tw.AccountSID(), tw.AuthToken()), HTTPClient: tw.HTTPClient()}
	c.SetAccountSid(tw.AccountSID())
	return official.NewRequestHandler(c)
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// value returns what an answer has, the zero value if it has nothing.
func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

func TestSend(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	phone := tw.Phone(alice)
	service := api.NewApiService(handler(tw))
	sent := must(service.CreateMessage(&api.CreateMessageParams{From: new(string(shop)), To: new(string(alice)), Body: new("Your table is ready.")}))(t)
	tw.Wait()
	after := must(service.FetchMessage(*sent.Sid, nil))(t)
	type seen struct{ First, Last, Body, From, To, Segments, Price, Direction string }
	want := seen{
		"queued", "delivered", "Your table is ready.", string(shop), string(alice), "1", "-0.00750", "outbound-api",
	}
	got := seen{
		value(sent.Status), value(after.Status), value(after.Body), value(after.From), value(after.To),
		value(after.NumSegments), value(after.Price), value(after.Direction),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if list := phone.Messages(); len(list) != 1 || list[0].Body != "Your table is ready." {
		t.Errorf("the phone shows %v", list)
	}
	must(service.UpdateMessage(*sent.Sid, &api.UpdateMessageParams{Body: new("")}))(t)
	if m, _ := tw.Message(*sent.Sid); m.Body != "" {
		t.Errorf("redacted, the message says %q", m.Body)
	}
	if err := service.DeleteMessage(*sent.Sid, nil); err != nil {
		t.Error(err)
	}
	if _, ok := tw.Message(*sent.Sid); ok {
		t.Error("the message is still there")
	}
}

// TestList reads a list of several pages, which twilio-go follows by the links in each.
func TestList(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	service := api.NewApiService(handler(tw))
	var want []string
	for range 7 {
		sent := must(service.CreateMessage(&api.CreateMessageParams{From: new(string(shop)), To: new(string(alice)), Body: new("Hi")}))(t)
		want = append([]string{*sent.Sid}, want...)
	}
	tw.Wait()
	for size, pages := range map[int]int{2: 4, 3: 3, 50: 1} {
		before := tw.Dump()
		var got []string
		for _, m := range must(service.ListMessage(&api.ListMessageParams{PageSize: new(size), To: new(string(alice))}))(t) {
			got = append(got, *m.Sid)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d to a page: %s", size, diff)
		}
		if calls := lines(tw.Dump()) - lines(before); calls != pages {
			t.Errorf("%d to a page: %d calls, want %d", size, calls, pages)
		}
	}
	if limited := must(service.ListMessage(&api.ListMessageParams{PageSize: new(2), Limit: new(3)}))(t); len(limited) != 3 {
		t.Errorf("of three, %d came", len(limited))
	}
}

func lines(s string) (n int) {
	for _, r := range s {
		if r == '\n' {
			n++
		}
	}
	return n
}

func TestMedia(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	tw.Mount("https://app.example/menu.png", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/png")
		_, _ = w.Write([]byte("menu"))
	}))
	service := api.NewApiService(handler(tw))
	sent := must(service.CreateMessage(&api.CreateMessageParams{
		From: new(string(shop)), To: new(string(alice)), MediaUrl: &[]string{"https://app.example/menu.png"},
	}))(t)
	tw.Wait()
	list := must(service.ListMedia(*sent.Sid, nil))(t)
	if len(list) != 1 || value(list[0].ContentType) != "image/png" {
		t.Fatalf("the media are %v", list)
	}
	one := must(service.FetchMedia(*sent.Sid, *list[0].Sid, nil))(t)
	if value(one.ParentSid) != *sent.Sid {
		t.Errorf("the file belongs to %s", value(one.ParentSid))
	}
	if err := service.DeleteMedia(*sent.Sid, *one.Sid, nil); err != nil {
		t.Error(err)
	}
	if list := must(service.ListMedia(*sent.Sid, nil))(t); len(list) != 0 {
		t.Errorf("after the deletion, the media are %v", list)
	}
}

func TestServiceAndPool(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	h := handler(tw)
	numbers, services := api.NewApiService(h), messaging.NewApiService(h)
	number := must(numbers.CreateIncomingPhoneNumber(&api.CreateIncomingPhoneNumberParams{PhoneNumber: new(string(shop))}))(t)
	service := must(services.CreateService(&messaging.CreateServiceParams{FriendlyName: new("Shop"), StickySender: new(false)}))(t)
	must(services.CreatePhoneNumber(*service.Sid, &messaging.CreatePhoneNumberParams{PhoneNumberSid: number.Sid}))(t)
	must(services.CreateAlphaSender(*service.Sid, &messaging.CreateAlphaSenderParams{AlphaSender: new("OWL")}))(t)
	pool := must(services.ListPhoneNumber(*service.Sid, nil))(t)
	if len(pool) != 1 || value(pool[0].PhoneNumber) != string(shop) {
		t.Errorf("the pool is %v", pool)
	}
	sent := must(numbers.CreateMessage(&api.CreateMessageParams{MessagingServiceSid: service.Sid, To: new(string(alice)), Body: new("Hi")}))(t)
	tw.Wait()
	after := must(numbers.FetchMessage(*sent.Sid, nil))(t)
	if value(sent.Status) != "accepted" || value(after.Status) != "delivered" || value(after.From) != string(shop) {
		t.Errorf("%s, then %s from %s", value(sent.Status), value(after.Status), value(after.From))
	}
	updated := must(services.UpdateService(*service.Sid, &messaging.UpdateServiceParams{FriendlyName: new("Store")}))(t)
	if value(updated.FriendlyName) != "Store" || value(updated.StickySender) || value(updated.UsAppToPersonRegistered) {
		t.Errorf("updated: %s, %t", value(updated.FriendlyName), value(updated.StickySender))
	}
	if err := services.DeleteService(*service.Sid); err != nil {
		t.Error(err)
	}
	if list := must(services.ListService(nil))(t); len(list) != 0 {
		t.Errorf("the services are %v", list)
	}
}

func TestBrandRegistration(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	service := messaging.NewApiService(handler(tw))
	const bundle = "BU00000000000000000000000000000000"
	made := must(service.CreateBrandRegistrations(&messaging.CreateBrandRegistrationsParams{
		CustomerProfileBundleSid: new(bundle), A2PProfileBundleSid: new(bundle),
	}))(t)
	tw.ApproveBrand(*made.Sid)
	brand := must(service.FetchBrandRegistrations(*made.Sid))(t)
	if value(made.Status) != "PENDING" || value(brand.Status) != "APPROVED" || value(brand.IdentityStatus) != "VERIFIED" {
		t.Errorf("%s, then %s and %s", value(made.Status), value(brand.Status), value(brand.IdentityStatus))
	}
}

func TestContent(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	h := handler(tw)
	service := content.NewApiService(h)
	made := must(service.CreateContent(&content.CreateContentParams{ContentCreateRequest: &content.ContentCreateRequest{
		FriendlyName: "ready", Language: "en", Variables: map[string]string{"1": "table"},
		Types: content.Types{TwilioText: &content.TwilioText{Body: "Your {{1}} is ready."}},
	}}))(t)
	must(service.CreateApprovalCreate(*made.Sid, &content.CreateApprovalCreateParams{
		ContentApprovalRequest: &content.ContentApprovalRequest{Name: "ready", Category: "UTILITY"},
	}))(t)
	tw.ApproveTemplate(*made.Sid)
	approval := must(service.FetchApprovalFetch(*made.Sid))(t)
	if status := value(approval.Whatsapp)["status"]; status != "approved" {
		t.Errorf("the approval is %v", status)
	}
	must(api.NewApiService(h).CreateMessage(&api.CreateMessageParams{
		From: new(string(shop)), To: new(string(alice)), ContentSid: made.Sid, ContentVariables: new(`{"1":"parcel"}`),
	}))(t)
	tw.Wait()
	if list := tw.Phone(alice).Messages(); len(list) != 1 || list[0].Body != "Your parcel is ready." {
		t.Errorf("the phone shows %v", list)
	}
	if list := must(service.ListContent(nil))(t); len(list) != 1 || value(list[0].FriendlyName) != "ready" {
		t.Errorf("the templates are %v", list)
	}
	if err := service.DeleteContent(*made.Sid); err != nil {
		t.Error(err)
	}
}

func TestChat(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	service := chat.NewApiService(handler(tw))
	shop := must(service.CreateService(&chat.CreateServiceParams{FriendlyName: new("Shop")}))(t)
	channel := must(service.CreateChannel(*shop.Sid, &chat.CreateChannelParams{UniqueName: new("orders")}))(t)
	must(service.CreateMember(*shop.Sid, *channel.Sid, &chat.CreateMemberParams{Identity: new("alice")}))(t)
	for _, text := range []string{"One", "Two"} {
		must(service.CreateMessage(*shop.Sid, "orders", &chat.CreateMessageParams{From: new("alice"), Body: new(text)}))(t)
	}
	var got []string
	for _, m := range must(service.ListMessage(*shop.Sid, *channel.Sid, &chat.ListMessageParams{PageSize: new(1)}))(t) {
		got = append(got, value(m.From)+": "+value(m.Body))
	}
	if diff := cmp.Diff([]string{"alice: One", "alice: Two"}, got); diff != "" {
		t.Error(diff)
	}
	after := must(service.FetchChannel(*shop.Sid, *channel.Sid))(t)
	if after.MembersCount != 1 || after.MessagesCount != 2 {
		t.Errorf("%d members, %d messages", after.MembersCount, after.MessagesCount)
	}
}

func TestConversation(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	service := conversations.NewApiService(handler(tw))
	talk := must(service.CreateConversation(&conversations.CreateConversationParams{FriendlyName: new("Order 7")}))(t)
	must(service.CreateConversationParticipant(*talk.Sid, &conversations.CreateConversationParticipantParams{
		MessagingBindingAddress: new(string(alice)), MessagingBindingProxyAddress: new(string(shop)),
	}))(t)
	said := must(service.CreateConversationMessage(*talk.Sid, &conversations.CreateConversationMessageParams{
		Author: new("agent"), Body: new("Where shall we leave it?"),
	}))(t)
	tw.Wait()
	tw.Phone(alice).Send(shop, "At the door.")
	var got []string
	for _, m := range must(service.ListConversationMessage(*talk.Sid, nil))(t) {
		got = append(got, value(m.Author)+": "+value(m.Body))
	}
	if diff := cmp.Diff([]string{"agent: Where shall we leave it?", string(alice) + ": At the door."}, got); diff != "" {
		t.Error(diff)
	}
	receipts := must(service.ListConversationMessageReceipt(*talk.Sid, *said.Sid, nil))(t)
	if len(receipts) != 1 || value(receipts[0].Status) != "delivered" {
		t.Errorf("the receipts are %v", receipts)
	}
}

// TestErrors holds what twilio-go makes of refusals: their code, status, text and page.
func TestErrors(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	h := handler(tw)
	messages := api.NewApiService(h)
	create := func(p *api.CreateMessageParams) error {
		_, err := messages.CreateMessage(p)
		return err
	}
	_, absent := messages.FetchMessage("SM00000000000000000000000000000009", nil)
	_, unnamed := messaging.NewApiService(h).CreateService(nil)
	_, silent := chat.NewApiService(h).FetchService("IS00000000000000000000000000000009")
	type seen struct{ Status, Code int }
	for name, tt := range map[string]struct {
		err  error
		want seen
	}{
		"no recipient":  {create(&api.CreateMessageParams{From: new(string(shop)), Body: new("Hi")}), seen{400, 21604}},
		"no text":       {create(&api.CreateMessageParams{From: new(string(shop)), To: new(string(alice))}), seen{400, 21619}},
		"not a number":  {create(&api.CreateMessageParams{From: new(string(shop)), To: new("+1"), Body: new("Hi")}), seen{400, 21211}},
		"absent":        {absent, seen{404, 20404}},
		"unnamed":       {unnamed, seen{400, 20001}},
		"no such chat":  {silent, seen{404, 20404}},
		"foreign token": {foreign(tw), seen{401, 20003}},
	} {
		e, ok := errors.AsType[*official.TwilioRestError](tt.err)
		if !ok {
			t.Errorf("%s: %v", name, tt.err)
			continue
		}
		if got := (seen{e.Status, e.Code}); got != tt.want || e.Message == "" || e.MoreInfo == "" {
			t.Errorf("%s: %v, want %v (%s, %s)", name, got, tt.want, e.Message, e.MoreInfo)
		}
	}
}

// foreign calls with a token that is not the account's.
func foreign(tw *twiliotest.Twilio) error {
	c := &official.Client{Credentials: official.NewCredentials(tw.AccountSID(), "wrong"), HTTPClient: tw.HTTPClient()}
	c.SetAccountSid(tw.AccountSID())
	_, err := api.NewApiService(official.NewRequestHandler(c)).ListMessage(nil)
	return err
}
