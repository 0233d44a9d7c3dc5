package twiliotest_test

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio/chat"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/messaging"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

// caller calls the API by hand.
type caller struct {
	t  *testing.T
	tw *twiliotest.Twilio
}

func (c caller) do(method, target, contentType, body string) (int, string) {
	c.t.Helper()
	r, err := http.NewRequestWithContext(c.t.Context(), method, target, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	r.SetBasicAuth(c.tw.AccountSID(), c.tw.AuthToken())
	r.Header.Set("Content-Type", contentType)
	resp, err := c.tw.HTTPClient().Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return resp.StatusCode, string(answer)
}

// made returns the SID in an answer of success.
func (c caller) made(what string, status int, answer string) string {
	c.t.Helper()
	if status >= http.StatusBadRequest {
		c.t.Fatalf("%s: HTTP %d: %s", what, status, answer)
	}
	var resource struct {
		SID string `json:"sid"`
	}
	_ = json.Unmarshal([]byte(answer), &resource) // some have none
	return resource.SID
}

// post posts names and values in turn.
func (c caller) post(product, path string, pairs ...string) string {
	c.t.Helper()
	form := url.Values{}
	for pair := range slices.Chunk(pairs, 2) {
		form.Add(pair[0], pair[1])
	}
	status, answer := c.do(http.MethodPost, "https://"+product+".twilio.com"+path, "application/x-www-form-urlencoded", form.Encode())
	return c.made(path, status, answer)
}

func (c caller) postJSON(product, path, body string) string {
	c.t.Helper()
	status, answer := c.do(http.MethodPost, "https://"+product+".twilio.com"+path, "application/json", body)
	return c.made(path, status, answer)
}

var link = regexp.MustCompile(`"(https://[a-z-]+\.twilio\.com/v\d[^"]*|/2010-04-01/[^"]*)"`)

// crawl reads all that can be reached from the lists of each product, by the links in the answers.
func (c caller) crawl(roots ...string) map[string]string {
	c.t.Helper()
	found := map[string]string{}
	for queue := roots; len(queue) > 0; queue = queue[1:] {
		target := queue[0]
		if strings.HasPrefix(target, "/") {
			target = "https://api.twilio.com" + target
		}
		if _, ok := found[target]; ok {
			continue
		}
		status, answer := c.do(http.MethodGet, target, "", "")
		if status != http.StatusOK {
			found[target] = fmt.Sprint(status)
			continue
		}
		found[target] = answer
		for _, match := range link.FindAllStringSubmatch(answer, -1) {
			next := strings.ReplaceAll(match[1], `\u0026`, "&")
			queue = append(queue, next)
		}
	}
	return found
}

// roots are the lists at which a crawl begins.
func roots(account string) []string {
	list := []string{
		"/2010-04-01/Accounts.json", "/2010-04-01/Accounts/" + account + "/Messages.json",
		"/2010-04-01/Accounts/" + account + "/IncomingPhoneNumbers.json", "/2010-04-01/Accounts/" + account + "/SMS/ShortCodes.json",
	}
	for product, paths := range map[string][]string{
		"chat":          {"/v2/Services", "/v2/Credentials"},
		"content":       {"/v1/Content", "/v2/Content", "/v1/ContentAndApprovals", "/v2/ContentAndApprovals", "/v1/LegacyContent"},
		"conversations": {"/v1/Configuration", "/v1/Configuration/Addresses", "/v1/Configuration/Webhooks", "/v1/Conversations", "/v1/Credentials", "/v1/ParticipantConversations?Identity=ann", "/v1/Roles", "/v1/Services", "/v1/Users"},
		"messaging":     {"/v1/Services", "/v1/Services/Usecases", "/v1/Tollfree/Verifications", "/v1/a2p/BrandRegistrations", "/v2/Channels/Senders?Channel=whatsapp"},
		"notify":        {"/v1/Services", "/v1/Credentials"},
	} {
		for _, path := range paths {
			list = append(list, "https://"+product+".twilio.com"+path)
		}
	}
	return list
}

// furnish makes something of everything. It returns where there is more to read that no list leads to.
func furnish(t *testing.T, tw *twiliotest.Twilio) []string {
	t.Helper()
	c := caller{t, tw}
	api := "/2010-04-01/Accounts/" + tw.AccountSID()
	whatsapp := channels.WhatsApp("+15557122661")
	tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/sms"))
	tw.AddNumber(whatsapp, twiliotest.OnMessage("https://app.example/sms"))
	tw.AddNumber("894546")
	tw.AddSubaccount()
	tw.AddAPIKey()
	tw.AddOAuthApp()

	// Messages, Messaging Services and what is in them.
	service := tw.AddService("reminders", twiliotest.Senders(shop, "SHOP"),
		twiliotest.ServiceSetting("InboundRequestUrl", "https://app.example/sms"), twiliotest.AdvancedOptOut(
			channels.Keywords{OptOut: []string{"ENOUGH"}}, twiliotest.OptOutReplies{Stop: "Bye"}))
	c.post("messaging", "/v1/Services/"+service+"/DestinationAlphaSenders", "AlphaSender", "LADEN", "IsoCountryCode", "DE")
	c.post("messaging", "/v1/Services/"+service+"/ShortCodes", "ShortCodeSid", c.sidOf("/2010-04-01/Accounts/"+tw.AccountSID()+"/SMS/ShortCodes.json", "short_codes"))
	c.post("messaging", "/v1/Services/"+service+"/ChannelSenders", "Sid", c.sender())
	c.post("api", api+"/Messages.json", "To", string(alice), "MessagingServiceSid", service, "Body", "Hi", "StatusCallback", "https://app.example/status")
	photo := c.post("api", api+"/Messages.json", "To", string(alice), "From", string(shop), "MediaUrl", "https://demo.example/owl.png", "ProvideFeedback", "true")
	tw.Wait()
	c.post("api", api+"/Messages/"+photo+"/Feedback.json", "Outcome", "confirmed")
	c.post("api", api+"/Messages.json", "To", string(alice), "MessagingServiceSid", service, "Body", "Later",
		"ScheduleType", "fixed", "SendAt", tw.Now().Add(time.Hour).UTC().Format(time.RFC3339))
	tw.Phone(alice).Send(shop, "hello", twiliotest.Attach("image/png", []byte("photo")))
	tw.Phone("+15558675311").Send(shop, "ENOUGH")
	wa := tw.Phone(channels.WhatsApp("+15558675310"))
	wa.SetProfile("Alice")
	wa.Send(whatsapp, "hello")
	wa.Read()

	// Templates.
	template := c.postJSON("content", "/v1/Content", `{"friendly_name":"hi","language":"en","variables":{"1":"you"},"types":{"twilio/text":{"body":"Hi {{1}}"}}}`)
	c.postJSON("content", "/v1/Content/"+template+"/ApprovalRequests/whatsapp", `{"name":"hi","category":"UTILITY"}`)
	tw.ApproveTemplate(template)
	c.post("api", api+"/Messages.json", "To", "whatsapp:+15558675310", "From", string(whatsapp), "ContentSid", template, "ContentVariables", `{"1":"Ann"}`)

	// Links, and what is registered.
	domain := tw.AddDomain("go.example")
	c.post("messaging", "/v1/LinkShortening/Domains/"+domain+"/Config", "FallbackUrl", "https://app.example/", "CallbackUrl", "https://app.example/click", "MessagingServiceSids", service)
	c.post("messaging", "/v1/LinkShortening/Domains/"+domain+"/MessagingServices/"+service)
	c.post("messaging", "/v1/LinkShortening/Domains/"+domain+"/RequestManagedCert")
	tw.SetDeactivations(tw.Now().AddDate(0, 0, -2), "+15558675399")
	free := tw.AddNumber("+18005550100")
	if _, err := messaging.New(tw.Client()).TollfreeVerifications.Create(t.Context(), offers(c.sidOf(api+"/IncomingPhoneNumbers.json?PhoneNumber="+url.QueryEscape(string(free)), "incoming_phone_numbers"))); err != nil {
		t.Fatal(err)
	}
	brand := c.post("messaging", "/v1/a2p/BrandRegistrations", "CustomerProfileBundleSid", "BU00000000000000000000000000000001", "A2PProfileBundleSid", "BU00000000000000000000000000000002")
	tw.ApproveBrand(brand)
	c.post("messaging", "/v1/a2p/BrandRegistrations/"+brand+"/Vettings", "VettingProvider", "campaign-verify", "VettingId", "cv|1.0|tcr|10dlc|9975c339-d46f-49b7-a399-EXAMPLE|GQ3EXAMPLE")
	c.post("messaging", "/v1/Services/"+service+"/Compliance/Usa2p", "BrandRegistrationSid", brand, "Description", "Reminders of appointments that customers have made with us", "MessageFlow", "Customers ask for reminders when they make an appointment on our site",
		"MessageSamples", "Your appointment is at noon today", "MessageSamples", "Your appointment is at one today", "UsAppToPersonUsecase", "MIXED", "HasEmbeddedLinks", "true", "HasEmbeddedPhone", "false")

	// Conversations.
	talk := c.post("conversations", "/v1/Conversations", "FriendlyName", "Order 7", "Timers.Inactive", "PT1H", "Timers.Closed", "PT48H")
	at := "/v1/Conversations/" + talk
	c.post("conversations", at+"/Participants", "Identity", "ann")
	c.post("conversations", at+"/Participants", "MessagingBinding.Address", "+15558675312", "MessagingBinding.ProxyAddress", string(shop))
	c.post("conversations", at+"/Webhooks", "Target", "webhook", "Configuration.Url", "https://app.example/talk", "Configuration.Filters", "onMessageAdded")
	c.post("conversations", "/v1/Configuration/Addresses", "Type", "sms", "Address", string(shop), "AutoCreation.Enabled", "false")
	c.post("conversations", "/v1/Credentials", "Type", "fcm", "Secret", "s3cret")
	ann := tw.ConversationUser("", "ann")
	ann.Bind(conversations.BindingTypeFCM, "device")
	picture := ann.Upload("image/png", "it.png", []byte("picture"))
	if _, err := ann.Send(talk, "Here it is", picture); err != nil {
		t.Fatal(err)
	}
	tw.Phone("+15558675312").Send(shop, "Thanks")
	other := c.post("conversations", "/v1/Services", "FriendlyName", "Branch")
	c.post("conversations", "/v1/Services/"+other+"/Conversations", "FriendlyName", "Order 8")

	// Chat.
	chats := c.post("chat", "/v2/Services", "FriendlyName", "Chat")
	credential := c.post("chat", "/v2/Credentials", "Type", "gcm", "ApiKey", "key")
	bob := tw.ChatUser(chats, "bob")
	bob.Register(chat.BindingTypeFCM, "device", credential)
	channel := c.post("chat", "/v2/Services/"+chats+"/Channels", "UniqueName", "general")
	if _, err := bob.Join("general"); err != nil {
		t.Fatal(err)
	}
	if _, err := bob.Send("general", "hello"); err != nil {
		t.Fatal(err)
	}
	if err := bob.Read("general", 0); err != nil {
		t.Fatal(err)
	}
	c.post("chat", "/v2/Services/"+chats+"/Users", "Identity", "cid")
	c.post("chat", "/v2/Services/"+chats+"/Channels/"+channel+"/Invites", "Identity", "cid")
	c.post("chat", "/v2/Services/"+chats+"/Channels/"+channel+"/Webhooks", "Type", "webhook", "Configuration.Url", "https://app.example/chat", "Configuration.Filters", "onMessageSent")

	// Notify.
	notify := c.post("notify", "/v1/Services", "FriendlyName", "News", "MessagingServiceSid", service)
	c.post("notify", "/v1/Services/"+notify+"/Bindings", "Identity", "ann", "BindingType", "sms", "Address", string(alice), "Tag", "vip")
	c.post("notify", "/v1/Services/"+notify+"/Notifications", "Identity", "ann", "Body", "News")
	tw.Wait()
	_, answer := c.do(http.MethodGet, "https://conversations.twilio.com"+at, "", "")
	in, _, _ := strings.Cut(answer[strings.Index(answer, `"chat_service_sid":"`)+len(`"chat_service_sid":"`):], `"`)
	file := "https://mcs.twilio.com/v1/Services/" + in + "/Media/" + picture
	links := "https://messaging.twilio.com/v1/LinkShortening/"
	return []string{
		file, file + "/Content",
		links + "Domains/" + domain + "/Config", links + "Domains/" + domain + "/Certificate", links + "Domains/" + domain + "/ValidateDns",
		"https://messaging.twilio.com/v2/LinkShortening/Domains/" + domain + "/Certificate",
		links + "MessagingService/" + service + "/DomainConfig", links + "MessagingServices/" + service + "/Domain",
		"https://conversations.twilio.com/v1/Services/" + other + "/ParticipantConversations?Identity=ann",
		"https://messaging.twilio.com/v1/Deactivations?Date=" + tw.Now().AddDate(0, 0, -2).Format(time.DateOnly),
	}
}

// sidOf returns the SID of the first entry of a list.
func (c caller) sidOf(target, key string) string {
	c.t.Helper()
	_, answer := c.do(http.MethodGet, "https://api.twilio.com"+target, "", "")
	var page map[string]json.RawMessage
	var entries []struct {
		SID string `json:"sid"`
	}
	if json.Unmarshal([]byte(answer), &page) != nil || json.Unmarshal(page[key], &entries) != nil || len(entries) == 0 {
		c.t.Fatalf("%s has no %s: %s", target, key, answer)
	}
	return entries[0].SID
}

// sender registers a WhatsApp sender and returns its SID.
func (c caller) sender() string {
	c.t.Helper()
	sid := c.postJSON("messaging", "/v2/Channels/Senders", `{"sender_id":"whatsapp:+15557122663","profile":{"name":"Shop","emails":["shop@example.com"]},"configuration":{"waba_id":"1"}}`)
	return sid
}

// All that the API and the Go side tell is the same after a restart.
func TestStateIsKept(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "state")
	start := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	app := http.NewServeMux()
	app.HandleFunc("POST /sms", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: "yes", Path: "/"})
		twiml.Reply(r.FormValue("Body")+" "+r.Header.Get("Cookie")).ServeHTTP(w, r)
	})
	app.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	run := func() *twiliotest.Twilio { return keepIn(t, file, app, twiliotest.WithClock(start)) }
	var more []string
	tell := func(tw *twiliotest.Twilio) map[string]string {
		told := caller{t, tw}.crawl(append(roots(tw.AccountSID()), more...)...)
		for _, person := range []channels.Address{alice, "+15558675311", "+15558675312", "whatsapp:+15558675310"} {
			told["phone "+string(person)] = tw.Phone(person).Transcript()
		}
		told["messages"] = fmt.Sprintf("%+v", tw.Messages())
		told["opted out"] = fmt.Sprint(tw.OptedOut(shop, "+15558675311"), tw.OptedOut(shop, alice))
		return told
	}
	tw := run()
	more = furnish(t, tw)
	before := tell(tw)
	tw.Close()
	tw = run()
	after := tell(tw)
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("another state (-before +after):\n%s", diff)
	}
	if len(before) < 100 {
		t.Errorf("only %d resources were read", len(before))
	}
	covers(t, before)

	x := tw.Phone(alice).Send(shop, "again")
	if want := "again seen=yes"; len(x.Replies) != 1 || x.Replies[0].Body != want {
		t.Errorf("replies %v, want %q: the cookie is gone", x.Replies, want)
	}
	for _, m := range tw.Messages()[:len(tw.Messages())-2] {
		if m.SID >= x.Message.SID && m.SID[:2] == x.Message.SID[:2] {
			t.Errorf("%s is there twice or not counted on to: %s", x.Message.SID, m.SID)
		}
	}
	tw.Advance(time.Hour)
	if last, _ := tw.Phone(alice).Last(); last.Body != "Later" {
		t.Errorf("the newest message is %q", last.Body)
	}
}

// covers sees to it that each operation that reads is among those that were found.
func covers(t *testing.T, found map[string]string) {
	t.Helper()
	targets := slices.Collect(maps.Keys(found))
	name := regexp.MustCompile(`\\{\w+\\}`)
	for row, words := range documented(t) {
		for _, o := range row.said(words) {
			if o.method != http.MethodGet || row.product == "ip-messaging" {
				continue
			}
			pattern := name.ReplaceAllString(regexp.QuoteMeta("https://"+o.product+".twilio.com"+o.path), `[^/?]+`)
			re := regexp.MustCompile("^" + pattern + `(\.json)?(\?.*)?$`)
			if !slices.ContainsFunc(targets, func(target string) bool { return re.MatchString(target) && len(found[target]) > 3 }) {
				t.Errorf("no %s %s%s was read", o.method, o.product, o.path)
			}
		}
	}
}
