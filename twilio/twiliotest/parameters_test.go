package twiliotest_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// parameter is one that the API's description has of an operation.
type parameter struct {
	Name, In, Type, Pattern string
	Required                bool
	Enum                    []string
	Items                   struct{ Enum []string }
}

// values returns some that differ from what a call of an operation has without the parameter: the
// fitting one, or else whatever such a parameter may take. A nil one is what the call has anyhow.
func (p *parameter) values(operation string) [][]string {
	for _, key := range []string{operation, p.Name} {
		if v, ok := fitting[key]; ok {
			return [][]string{strings.Split(v, "\n")}
		}
	}
	var list [][]string
	if p.Required {
		list = append(list, nil)
	}
	guesses := slices.Concat(p.Enum, p.Items.Enum)
	switch {
	case len(guesses) > 0:
	case p.Type == "boolean":
		guesses = []string{"true", "false"}
	case p.Type == "integer":
		guesses = []string{"7"}
	case strings.Contains(p.Name, "Date"):
		guesses = []string{"2001-02-03T04:05:06Z", "2001-02-03"}
	default:
		guesses = []string{"else", "https://app.example/else", `{"1":"else"}`, "true", "false", ""}
	}
	for _, v := range guesses {
		list = append(list, []string{v})
	}
	return list
}

// scene is an emulator in which each resource of some product is there once, so that every
// operation can be called. In a bubble everything in it has the same SID and date each time.
type scene struct {
	t    *testing.T
	tw   *twiliotest.Twilio
	made map[string]string // SIDs, by the path of the collection without those in it
}

// place returns a path without its variables, by which what is made there is known.
func place(path string) string {
	segments := strings.Split(strings.TrimSuffix(path, ".json"), "/")
	return strings.Join(slices.DeleteFunc(segments, func(s string) bool { return strings.HasPrefix(s, "{") }), "/")
}

// fill puts the SIDs of what was made in the place of a path's variables.
func (s *scene) fill(host, path string) string {
	segments := strings.Split(path, "/")
	for i, part := range segments {
		if strings.HasPrefix(part, "{") {
			_, suffix, _ := strings.Cut(part, "}")
			segments[i] = url.PathEscape(s.made[host+place(strings.Join(strings.Split(path, "/")[:i], "/"))]) + suffix
		}
	}
	return strings.Join(segments, "/")
}

// call makes a call and returns the status and the answer.
func (s *scene) call(host, method, path string, header http.Header, form url.Values, document string) (int, string) {
	s.t.Helper()
	target, body := "https://"+host+".twilio.com"+s.fill(host, path), form.Encode()
	if method == http.MethodGet || method == http.MethodDelete {
		target, body = target+"?nothing=&"+body, "" // since the story tells whether there is a query
	}
	if document != "" {
		body = document
	}
	r, err := http.NewRequestWithContext(s.t.Context(), method, target, strings.NewReader(body))
	must(s.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if document != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for name := range header {
		r.Header.Set(name, header.Get(name))
	}
	r.SetBasicAuth(s.tw.AccountSID(), s.tw.AuthToken())
	resp, err := s.tw.HTTPClient().Do(r)
	must(s.t, err)
	answer, err := io.ReadAll(resp.Body)
	must(s.t, err)
	must(s.t, resp.Body.Close())
	return resp.StatusCode, string(answer)
}

// add makes what a line of a scene says: a path, a form or a document, and the field of the
// answer by which it is known, sid if there is none.
func (s *scene) add(host, line string) {
	s.t.Helper()
	parts := append(strings.SplitN(line, " ", 3), "", "")
	path, text := parts[0], parts[1]
	document := ""
	form := url.Values{}
	if strings.HasPrefix(text, "{") {
		document = text
	} else {
		form = s.form(text)
	}
	status, answer := s.call(host, http.MethodPost, path, nil, form, document)
	if status >= http.StatusBadRequest {
		s.t.Fatalf("%s %s: %s", host, line, answer)
	}
	var fields map[string]any
	must(s.t, json.Unmarshal([]byte(answer), &fields))
	field, key, _ := strings.Cut(parts[2], "=")
	if field == "" {
		field = "sid"
	}
	if key == "" {
		key = host + place(path)
	}
	if sid, ok := fields[field].(string); ok && s.made[key] == "" {
		s.made[key] = sid
	}
}

// form reads a form in which <host/path> stands for what was made there.
func (s *scene) form(text string) url.Values {
	s.t.Helper()
	form, err := url.ParseQuery(text)
	must(s.t, err)
	for _, values := range form {
		for i, v := range values {
			if at, ok := strings.CutPrefix(v, "<"); ok {
				if values[i] = s.made[strings.TrimSuffix(at, ">")]; values[i] == "" {
					s.t.Fatalf("nothing was made at %s", at)
				}
			}
		}
	}
	return form
}

// traces are all that can be seen of what has happened: the debugger, the story, the webhooks and
// what phones show.
func (s *scene) traces() string {
	s.t.Helper()
	s.tw.Wait()
	var b strings.Builder
	story := strings.Split(s.tw.Dump(), "\n") // in which callbacks of several messages come as they come
	slices.Sort(story)
	fmt.Fprintln(&b, story, s.tw.Phone(alice).Transcript())
	for _, m := range s.tw.Messages() {
		fmt.Fprintf(&b, "%+v\n", m)
	}
	var asked []string
	for _, r := range s.tw.Requests() {
		asked = append(asked, r.Method+r.URL+r.Params.Encode())
	}
	slices.Sort(asked)
	return b.String() + strings.Join(asked, "\n")
}

const (
	accountPath = "/2010-04-01/Accounts/{AccountSid}"
	talks       = "/Conversations"
	parts       = "/Conversations/{}/Participants"
)

// newScene makes all that the operations of a host need.
func newScene(t *testing.T, host string) *scene {
	t.Helper()
	tw := twiliotest.New(t)
	tw.Mount("https://app.example/", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }))
	s := &scene{t, tw, map[string]string{"api/2010-04-01/Accounts": tw.AccountSID()}}
	tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/sms"))
	tw.AddNumber("72345")
	tollfree := tw.AddNumber("+18005550100")
	spare := tw.AddNumber("+15557122660")
	pool := tw.AddService("Pool", twiliotest.Senders(shop))
	spareService := tw.AddService("Spare")
	s.made["empty"] = spareService
	for path, key := range map[string]string{"/IncomingPhoneNumbers": "incoming_phone_numbers", "/SMS/ShortCodes": "short_codes"} {
		_, answer := s.call("api", http.MethodGet, accountPath+path+".json", nil, nil, "")
		var list map[string]any
		must(t, json.Unmarshal([]byte(answer), &list))
		for _, n := range list[key].([]any) {
			entry := n.(map[string]any)
			s.made["api"+place(accountPath+path)] = entry["sid"].(string)
			switch entry["phone_number"] {
			case string(tollfree):
				s.made["tollfree"] = entry["sid"].(string)
			case string(spare):
				s.made["spare"] = entry["sid"].(string)
			case string(shop):
				s.made["shop"] = entry["sid"].(string)
			}
		}
	}
	s.made["api/2010-04-01/Accounts/IncomingPhoneNumbers"] = s.made["shop"]
	s.made["pool"] = pool
	for _, line := range scenes[host] {
		switch line {
		case "heard":
			sender := tw.AddNumber(channels.WhatsApp(string(spare)))
			s.made["heard"] = tw.Phone(channels.WhatsApp(alice)).Send(sender, "hello").Message.SID
		case "a second later":
			time.Sleep(time.Second)
		case "wait":
			tw.Wait()
		case "domain":
			s.made["messaging/v1/LinkShortening/Domains"] = tw.AddDomain(linkDomain)
			cert, key := issued(t, time.Now().Add(1000*time.Hour), false)
			s.made["cert"] = cert + key
			s.made["messaging/v2/LinkShortening/Domains"] = s.made["messaging/v1/LinkShortening/Domains"]
			for _, collection := range []string{"MessagingServices", "MessagingService", "Domains/MessagingServices"} {
				s.made["messaging/v1/LinkShortening/"+collection] = s.made["messaging/v1/Services"]
			}
		case "devices":
			service := s.made["conversations/v1/Services"]
			s.made["conversations/v1/Services/Bindings"] = tw.ConversationUser(service, "ann").Bind("fcm", "device")
			s.made["conversations/v1/Services/Users"] = "ann"
		case "chat devices":
			u := tw.ChatUser(s.made["chat/v2/Services"], "ann")
			s.made["chat/v2/Services/Bindings"] = u.Register("fcm", "device", s.made["chat/v2/Credentials"])
			s.made["chat/v2/Services/Users/Bindings"] = s.made["chat/v2/Services/Bindings"]
			s.made["chat/v2/Services/Users/Channels"] = s.made["chat/v2/Services/Channels"]
			s.made["chat/v3/Services"], s.made["chat/v3/Services/Channels"] = s.made["chat/v2/Services"], s.made["chat/v2/Services/Channels"]
		case "approvals":
			tw.ApproveBrand(s.made["messaging/v1/a2p/BrandRegistrations"])
		case "rejections":
			tw.RejectTollfree(s.made["messaging/v1/Tollfree/Verifications"], 30445)
			tw.RejectCampaign(s.made["messaging/v1/Services"], 30897)
			s.made["messaging/v1/Services/Compliance/Usa2p"] = "QE2c6890da8086d771620e9b13fadeba0b"
		case "receipt":
			for _, below := range []string{"", "/Services/{}"} {
				_, answer := s.call("conversations", http.MethodGet, "/v1"+below+"/Conversations/{}/Messages/{}/Receipts", nil, nil, "")
				var list struct {
					Receipts []struct{ SID string } `json:"delivery_receipts"`
				}
				must(t, json.Unmarshal([]byte(answer), &list))
				s.made["conversations"+place("/v1"+below+"/Users/{}/Conversations")] = s.made["conversations"+place("/v1"+below+"/Conversations")]
				s.made["conversations"+place("/v1"+below+"/Conversations/{}/Messages/{}/Receipts")] = list.Receipts[0].SID
			}
		case "media":
			_, answer := s.call("api", http.MethodGet, accountPath+"/Messages/{}/Media.json", nil, nil, "")
			var list struct {
				Media []struct{ SID string } `json:"media_list"`
			}
			must(t, json.Unmarshal([]byte(answer), &list))
			s.made["api"+place(accountPath+"/Messages/Media")] = list.Media[0].SID
		default:
			s.add(host, line)
		}
	}
	return s
}

// scenes say what there is for each host, a line for each call.
var scenes = map[string][]string{
	"api": {
		accountPath + "/Messages.json To=%2B15558675310&From=%2B15557122661&Body=hi&MediaUrl=https://pics.example/1.png&ProvideFeedback=true",
		"wait", "media",
		accountPath + "/Messages.json To=%2B15558675310&From=%2B15557122661&Body=later", "wait",
	},
	"chat": {
		"/v2/Credentials Type=fcm&Secret=s",
		"/v2/Services FriendlyName=shop",
		"/v2/Services/{} PostWebhookUrl=https://app.example/chat&WebhookFilters=onMessageSent&WebhookFilters=onMessageUpdated&WebhookFilters=onMessageRemoved&" +
			"WebhookFilters=onChannelAdded&WebhookFilters=onChannelUpdated&WebhookFilters=onChannelDestroyed&WebhookFilters=onMemberAdded&" +
			"WebhookFilters=onMemberUpdated&WebhookFilters=onMemberRemoved&WebhookFilters=onUserAdded&WebhookFilters=onUserUpdated",
		"/v2/Services/{}/Roles FriendlyName=guest&Type=channel&Permission=sendMessage",
		"/v2/Services/{}/Roles FriendlyName=helper&Type=deployment&Permission=createChannel sid=helper",
		"/v2/Services/{}/Users Identity=ann",
		"/v2/Services/{}/Users Identity=bob",
		"/v2/Services/{}/Users Identity=dora",
		"/v2/Services/{}/Channels UniqueName=talk&Type=private",
		"/v2/Services/{}/Channels/{}/Members Identity=ann",
		"/v2/Services/{}/Channels/{}/Messages Body=one&From=ann",
		"/v2/Services/{}/Channels/{}/Messages Body=two",
		"/v2/Services/{}/Channels/{}/Invites Identity=bob",
		"/v2/Services/{}/Channels/{}/Webhooks Type=webhook&Configuration.Url=https://app.example/talk&Configuration.Filters=onMessageSent",
		"chat devices",
	},
	"content": {
		`/v1/Content {"friendly_name":"zebra","language":"en","types":{"twilio/text":{"body":"Stripes"}}}`,
		"a second later",
		`/v1/Content {"friendly_name":"order","language":"en","types":{"twilio/text":{"body":"Hi"}}}`,
	},
	"conversations": append(append([]string{
		"/v1/Credentials Type=fcm&Secret=s",
		"/v1/Services FriendlyName=shop",
		"/v1/Configuration/Webhooks PostWebhookUrl=https://app.example/talk&Filters=onMessageAdded&Filters=onMessageUpdated&Filters=onMessageRemoved&" + eventFilters,
		"/v1/Services/{}/Configuration/Webhooks PostWebhookUrl=https://app.example/talk&Filters=onMessageAdded&Filters=onMessageUpdated&Filters=onMessageRemoved&" + eventFilters,
		"/v1/Configuration/Addresses Type=sms&Address=%2B15557122661&AutoCreation.Type=default",
		"devices",
	}, talk("/v1", "%2B15558675310")...), append(talk("/v1/Services/{}", "%2B15558675311"), "wait", "receipt")...),
	"messaging": {
		"heard",
		"/v1/Services FriendlyName=shop",
		"/v1/Services/{}/AlphaSenders AlphaSender=Owl",
		"/v1/Services/{}/DestinationAlphaSenders AlphaSender=Owls&IsoCountryCode=DE",
		"/v1/Services/{}/PhoneNumbers PhoneNumberSid=<tollfree>",
		"/v1/Services/{}/ShortCodes ShortCodeSid=<api/2010-04-01/Accounts/SMS/ShortCodes>",
		`/v2/Channels/Senders {"sender_id":"whatsapp:+15557122661","profile":{"name":"Owl"}}`,
		"/v1/Services/{}/ChannelSenders Sid=<messaging/v2/Channels/Senders>",
		"domain",
		"/v1/LinkShortening/Domains/{}/RequestManagedCert",
		"/v1/LinkShortening/Domains/{}/MessagingServices/{}",
		"/v1/LinkShortening/Domains/{}/Config FallbackUrl=https://shop.example",
		"/v1/a2p/BrandRegistrations CustomerProfileBundleSid=BU00000000000000000000000000000000&A2PProfileBundleSid=BU00000000000000000000000000000000",
		"approvals",
		"/v1/a2p/BrandRegistrations/{}/Vettings VettingProvider=aegis brand_vetting_sid",
		"/v1/Services/{}/Compliance/Usa2p " + campaignForm + "&BrandRegistrationSid=<messaging/v1/a2p/BrandRegistrations>&UsAppToPersonUsecase=MARKETING",
		"/v1/Tollfree/Verifications " + tollfreeForm + "&TollfreePhoneNumberSid=<tollfree>&BusinessType=PRIVATE_PROFIT",
		"rejections",
	},
	"notify": {
		"/v1/Credentials Type=fcm&Secret=s",
		"/v1/Credentials Type=apn&Certificate=c&PrivateKey=k sid=apn",
		"/v1/Credentials Type=gcm&ApiKey=a sid=gcm",
		"/v1/Services FriendlyName=shop&MessagingServiceSid=<pool>",
		"/v1/Services/{}/Bindings Identity=1&BindingType=sms&Address=%2B15558675310&Tag=vip",
	},
}

const eventFilters = "Filters=onConversationAdded&Filters=onConversationUpdated&Filters=onConversationRemoved&" +
	"Filters=onParticipantAdded&Filters=onParticipantUpdated&Filters=onParticipantRemoved&Filters=onUserAdded&Filters=onUserUpdated"

func talk(below, person string) []string {
	users := []string{below + "/Users Identity=ann"}
	if below != "/v1" {
		users = nil // the one with devices
	}
	return append(users,
		below+"/Roles FriendlyName=guest&Type=conversation&Permission=sendMessage",
		below+"/Roles FriendlyName=helper&Type=service&Permission=createConversation sid=helper"+below,
		below+talks+" UniqueName=talk",
		below+parts+" Identity=ann",
		below+parts+" MessagingBinding.Address="+person+"&MessagingBinding.ProxyAddress=%2B15557122661",
		below+"/Conversations/{}/Messages Body=one&Author=ann",
		below+"/Conversations/{}/Messages Body=two",
		below+"/Conversations/{}/Webhooks Target=webhook&Configuration.Url=https://app.example/talk&Configuration.Filters=onMessageAdded",
	)
}

// asked are the parameters without which a call would be refused, or show less than it could.
var asked = map[string]string{
	"api CreateMessage":             "To=%2B15558675310&From=%2B15557122661&Body=hi",
	"api CreateIncomingPhoneNumber": "PhoneNumber=%2B15557122669",

	"chat UpdateChannel": "Type=private&", "chat CreateChannelWebhook": "Type=webhook&Configuration.Filters=onMessageSent&Configuration.Url=https://app.example/2",
	"content CreateContent":        `{"friendly_name":"bill","language":"en","types":{"twilio/text":{"body":"Pay"}}}`,
	"content UpdateContent":        `{"types":{"twilio/text":{"body":"Pay"}}}`,
	"content CreateApprovalCreate": `{"name":"bill","category":"UTILITY"}`,
	"chat CreateCredential":        "Type=fcm&Secret=s",
	"chat CreateInvite":            "Identity=bob",
	"chat CreateMember":            "Identity=cid",
	"chat CreateMessage":           "Body=three",
	"chat UpdateRole":              "Permission=leaveChannel",
	"chat CreateRole":              "FriendlyName=owner&Type=channel&Permission=inviteMember",
	"chat CreateService":           "FriendlyName=other",
	"chat CreateUser":              "Identity=cid",

	"conversations CreateConfigurationAddress":             "Type=sms&Address=%2B18005550100&AutoCreation.Type=webhook&AutoCreation.WebhookUrl=https://app.example/2",
	"conversations UpdateConfigurationAddress":             "AutoCreation.Type=webhook&AutoCreation.WebhookUrl=https://app.example/2",
	"conversations CreateConversationScopedWebhook":        "Target=webhook&Configuration.Url=https://app.example/2&Configuration.Filters=onMessageAdded",
	"conversations CreateServiceConversationScopedWebhook": "Target=webhook&Configuration.Url=https://app.example/2&Configuration.Filters=onMessageAdded",
	"conversations CreateConversationParticipant":          "Identity=bob",
	"conversations CreateServiceConversationParticipant":   "Identity=bob",
	"conversations CreateConversationMessage":              "Body=three",
	"conversations CreateServiceConversationMessage":       "Body=three",
	"conversations CreateCredential":                       "Type=fcm&Secret=s",
	"conversations CreateRole":                             "FriendlyName=owner&Type=conversation&Permission=addParticipant",
	"conversations CreateServiceRole":                      "FriendlyName=owner&Type=conversation&Permission=addParticipant",
	"conversations UpdateRole":                             "Permission=leaveConversation",
	"conversations UpdateServiceRole":                      "Permission=leaveConversation",
	"conversations CreateService":                          "FriendlyName=other",
	"conversations CreateUser":                             "Identity=bob",
	"conversations CreateServiceUser":                      "Identity=bob",
	"conversations ListParticipantConversation":            "Identity=ann",
	"conversations ListServiceParticipantConversation":     "Identity=ann",

	"messaging CreateChannelsSender":         `{"sender_id":"whatsapp:+18005550100","profile":{"name":"Owl"}}`,
	"messaging UpdateChannelsSender":         `{"profile":{"about":"Owls"}}`,
	"messaging CreateShortCode":              "ShortCodeSid=<api/2010-04-01/Accounts/SMS/ShortCodes>",
	"messaging CreateChannelSender":          "Sid=<messaging/v2/Channels/Senders>",
	"messaging UpdateDomainCertV4":           "TlsCert=<cert>",
	"messaging ListChannelsSender":           "Channel=whatsapp",
	"messaging CreatePhoneNumber":            "PhoneNumberSid=<spare>",
	"messaging CreateUsAppToPerson":          campaignForm + "&BrandRegistrationSid=<messaging/v1/a2p/BrandRegistrations>&UsAppToPersonUsecase=MARKETING",
	"messaging CreateTypingIndicator":        "channel=whatsapp&messageId=<heard>",
	"messaging CreateService":                "FriendlyName=other",
	"messaging CreateAlphaSender":            "AlphaSender=Eagle",
	"messaging CreateDestinationAlphaSender": "AlphaSender=Eagle",
	"messaging CreateBrandRegistrations":     "CustomerProfileBundleSid=BU00000000000000000000000000000000&A2PProfileBundleSid=BU00000000000000000000000000000000",
	"messaging CreateBrandVetting":           "VettingProvider=campaign-verify&VettingId=cv%7C1",
	"messaging CreateExternalCampaign":       "CampaignId=CM0001&MessagingServiceSid=<pool>",
	"messaging UpdateUsAppToPerson":          campaignForm,
	"messaging FetchDeactivation":            "Date=1999-12-30",
	"messaging CreateTollfreeVerification":   tollfreeForm + "&BusinessType=PRIVATE_PROFIT&TollfreePhoneNumberSid=<tollfree>",

	"notify CreateBinding":      "Identity=2&BindingType=sms&Address=%2B15558675311",
	"notify CreateCredential":   "Type=fcm&Secret=s",
	"notify CreateNotification": "Identity=1&Body=hi",
}

// away is what has to be deleted first, since there can be no other beside it.
var away = map[string]string{
	"messaging CreateUsAppToPerson":        "/v1/Services/{}/Compliance/Usa2p/{}",
	"messaging CreateTollfreeVerification": "/v1/Tollfree/Verifications/{}",
	"messaging CreateShortCode":            "/v1/Services/{}/ShortCodes/{}",
	"messaging CreateChannelSender":        "/v1/Services/{}/ChannelSenders/{}",
	"chat CreateInvite":                    "/v2/Services/{}/Channels/{}/Invites/{}",
}

// besides are the parameters without which another says nothing.
var besides = map[string]string{
	"api CreateIncomingPhoneNumber AreaCode":                                               "PhoneNumber=",
	"api CreateMessage ScheduleType":                                                       "SendAt=2000-01-02T00:00:00Z&MessagingServiceSid=<pool>",
	"api CreateMessage SendAsMms":                                                          "Body=long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+long+",
	"api CreateMessage SendAt":                                                             "ScheduleType=fixed&MessagingServiceSid=<pool>",
	"api CreateMessage SmartEncoded":                                                       "Body=%E2%80%9Chi%E2%80%9D",
	"chat CreateChannelWebhook Configuration.FlowSid":                                      "Type=studio",
	"chat CreateChannelWebhook Configuration.Triggers":                                     "Type=trigger",
	"chat CreateCredential Type":                                                           "ApiKey=a",
	"chat CreateMember LastConsumptionTimestamp":                                           "LastConsumedMessageIndex=0",
	"chat UpdateMember LastConsumptionTimestamp":                                           "LastConsumedMessageIndex=0",
	"chat UpdateUserChannel LastConsumptionTimestamp":                                      "LastConsumedMessageIndex=0",
	"conversations CreateConfigurationAddress AutoCreation.StudioFlowSid":                  "AutoCreation.Type=studio",
	"conversations CreateConfigurationAddress AutoCreation.StudioRetryCount":               "AutoCreation.Type=studio&AutoCreation.StudioFlowSid=FW00000000000000000000000000000000",
	"conversations CreateConversation Bindings.Email.Name":                                 "Bindings.Email.Address=a@owl.example",
	"conversations CreateConversationParticipant MessagingBinding.Address":                 "Identity=&MessagingBinding.ProxyAddress=%2B15557122661",
	"conversations CreateConversationParticipant MessagingBinding.ProjectedAddress":        "MessagingBinding.Address=&MessagingBinding.ProxyAddress=",
	"conversations CreateConversationParticipant MessagingBinding.ProxyAddress":            "Identity=&MessagingBinding.Address=%2B15558675319",
	"conversations CreateConversationScopedWebhook Configuration.FlowSid":                  "Target=studio",
	"conversations CreateConversationScopedWebhook Configuration.Triggers":                 "Target=trigger",
	"conversations CreateConversationWithParticipants Bindings.Email.Name":                 "Bindings.Email.Address=a@owl.example",
	"conversations CreateCredential Sandbox":                                               "Type=apn&Certificate=c&PrivateKey=k",
	"conversations CreateServiceConversation Bindings.Email.Name":                          "Bindings.Email.Address=a@owl.example",
	"conversations CreateServiceConversationParticipant MessagingBinding.Address":          "Identity=&MessagingBinding.ProxyAddress=%2B15557122661",
	"conversations CreateServiceConversationParticipant MessagingBinding.ProjectedAddress": "MessagingBinding.Address=&MessagingBinding.ProxyAddress=",
	"conversations CreateServiceConversationParticipant MessagingBinding.ProxyAddress":     "Identity=&MessagingBinding.Address=%2B15558675319",
	"conversations CreateServiceConversationScopedWebhook Configuration.FlowSid":           "Target=studio",
	"conversations CreateServiceConversationScopedWebhook Configuration.Triggers":          "Target=trigger",
	"conversations CreateServiceConversationWithParticipants Bindings.Email.Name":          "Bindings.Email.Address=a@owl.example",
	"conversations ListParticipantConversation Address":                                    "Identity=",
	"conversations ListServiceParticipantConversation Address":                             "Identity=",
	"conversations UpdateConfigurationAddress AutoCreation.StudioFlowSid":                  "AutoCreation.Type=studio",
	"conversations UpdateConfigurationAddress AutoCreation.StudioRetryCount":               "AutoCreation.Type=studio&AutoCreation.StudioFlowSid=FW00000000000000000000000000000000",
	"conversations UpdateConversation Bindings.Email.Name":                                 "Bindings.Email.Address=a@owl.example",
	"conversations UpdateConversationParticipant LastReadTimestamp":                        "LastReadMessageIndex=0",
	"conversations UpdateServiceConversation Bindings.Email.Name":                          "Bindings.Email.Address=a@owl.example",
	"conversations UpdateServiceConversationParticipant LastReadTimestamp":                 "LastReadMessageIndex=0",
	"conversations UpdateServiceUserConversation LastReadTimestamp":                        "LastReadMessageIndex=0",
	"conversations UpdateUserConversation LastReadTimestamp":                               "LastReadMessageIndex=0",
	"messaging CreateUsAppToPerson PrivacyPolicyUrl":                                       "X-Twilio-Api-Version=v1.2",
	"messaging CreateUsAppToPerson TermsAndConditionsUrl":                                  "X-Twilio-Api-Version=v1.2",
	"messaging UpdateUsAppToPerson PrivacyPolicyUrl":                                       "X-Twilio-Api-Version=v1.2",
	"messaging UpdateUsAppToPerson TermsAndConditionsUrl":                                  "X-Twilio-Api-Version=v1.2",
}

// fitting are values that are taken: of a parameter, or of one of an operation.
var fitting = map[string]string{
	"SmsApplicationSid":                                          "AP00000000000000000000000000000001",
	"api CreateMessage From":                                     "+15557122660",
	"ApnCredentialSid":                                           "<apn>",
	"AutoCreation.ConversationServiceSid":                        "<conversations/v1/Services>",
	"AutoCreation.StudioFlowSid":                                 "FW00000000000000000000000000000001",
	"AutoCreation.StudioRetryCount":                              "2",
	"AutoCreation.WebhookFilters":                                "onMessageUpdated",
	"BrandType":                                                  "SOLE_PROPRIETOR",
	"Configuration.Filters":                                      "onMessageUpdated",
	"Configuration.FlowSid":                                      "FW00000000000000000000000000000001",
	"Configuration.RetryCount":                                   "2",
	"Configuration.Triggers":                                     "buy",
	"CredentialSid":                                              "<notify/v1/Credentials>",
	"DateCreatedBefore":                                          "1999-01-01T00:00:00Z",
	"DefaultChatServiceRoleSid":                                  "<helper/v1/Services/{}>",
	"DefaultChatServiceSid":                                      "<conversations/v1/Services>",
	"DefaultClosedTimer":                                         "PT2H",
	"DefaultConversationCreatorRoleSid":                          "<conversations/v1/Services/Roles>",
	"DefaultConversationRoleSid":                                 "<conversations/v1/Services/Roles>",
	"DefaultInactiveTimer":                                       "PT1H",
	"DefaultMessagingServiceSid":                                 "<pool>",
	"Description":                                                "Offers of the week for those who asked for them by text",
	"EndDate":                                                    "1999-01-01T00:00:00Z",
	"GcmCredentialSid":                                           "<gcm>",
	"LastConsumptionTimestamp":                                   "1999-12-31T00:00:00Z",
	"LastReadTimestamp":                                          "1999-12-31T00:00:00Z",
	"MessageFlow":                                                "People write JOIN to our number, as the sign beside the till tells them",
	"MessageSamples":                                             "Your parcel is at your door now\nTwenty percent off until Monday",
	"MessagingBinding.Address":                                   "+15558675319",
	"MessagingBinding.ProjectedAddress":                          "+15557122660",
	"MessagingBinding.ProxyAddress":                              "+15557122660",
	"MessagingServiceSid":                                        "<pool>",
	"Participant":                                                `{"identity":"ann"}`,
	"Permission":                                                 "inviteMember",
	"RetryCount":                                                 "2",
	"SortByContentName":                                          "desc",
	"SortByDate":                                                 "asc",
	"Timers.Closed":                                              "PT2H",
	"Timers.Inactive":                                            "PT1H",
	"ToBinding":                                                  `{"binding_type":"sms","address":"+15558675312"}`,
	"Triggers":                                                   "buy",
	"UsAppToPersonUsecase":                                       "ACCOUNT_NOTIFICATION",
	"Usecase":                                                    "marketing",
	"X-Twilio-Api-Version":                                       "v1.2",
	"api CreateIncomingPhoneNumber ApiVersion":                   "2008-08-01",
	"api CreateIncomingPhoneNumber AreaCode":                     "212",
	"api CreateIncomingPhoneNumber PhoneNumber":                  "+15557122668",
	"api CreateMessage MessagingServiceSid":                      "<pool>",
	"api CreateMessage ScheduleType":                             "fixed",
	"api CreateMessage SendAsMms":                                "true",
	"api CreateMessage SendAt":                                   "2000-01-02T00:00:00Z",
	"api CreateMessage To":                                       "+15558675311",
	"api ListIncomingPhoneNumber Origin":                         "hosted",
	"api ListMedia DateCreated<":                                 "1999-01-01",
	"api ListMessage DateSent<":                                  "1999-01-01",
	"api UpdateIncomingPhoneNumber ApiVersion":                   "2008-08-01",
	"api UpdateMessage Body":                                     "",
	"api UpdateShortCode ApiVersion":                             "2008-08-01",
	"chat CreateCredential Type":                                 "gcm",
	"chat CreateInvite Identity":                                 "dora",
	"chat CreateInvite RoleSid":                                  "<chat/v2/Services/Roles>",
	"chat CreateMember RoleSid":                                  "<chat/v2/Services/Roles>",
	"chat CreateRole Type":                                       "deployment",
	"chat CreateUser RoleSid":                                    "<helper>",
	"chat UpdateChannel MessagingServiceSid":                     "<pool>",
	"chat UpdateMember RoleSid":                                  "<chat/v2/Services/Roles>",
	"chat UpdateService PostWebhookRetryCount":                   "2",
	"chat UpdateService PreWebhookRetryCount":                    "2",
	"chat UpdateUser RoleSid":                                    "<helper>",
	"configuration":                                              `{"waba_id":"7"}`,
	"content CreateApprovalCreate category":                      "MARKETING",
	"content CreateContent language":                             "de",
	"content UpdateContent language":                             "de",
	"conversations CreateConfigurationAddress Address":           "+15557122660",
	"conversations CreateConfigurationAddress Type":              "sms",
	"conversations CreateConversation MessagingServiceSid":       "<pool>",
	"conversations CreateConversationParticipant RoleSid":        "<conversations/v1/Roles>",
	"conversations CreateRole Permission":                        "leaveConversation",
	"conversations CreateRole Type":                              "service",
	"conversations CreateServiceConversationParticipant RoleSid": "<conversations/v1/Services/Roles>",
	"conversations CreateServiceRole Permission":                 "leaveConversation",
	"conversations CreateServiceRole Type":                       "service",
	"conversations CreateServiceUser RoleSid":                    "<helper/v1/Services/{}>",
	"conversations CreateUser RoleSid":                           "<helper/v1>",
	"conversations ListParticipantConversation Address":          "+15558675310",
	"conversations ListServiceParticipantConversation Address":   "+15558675311",
	"conversations UpdateConfigurationWebhook Method":            "GET",
	"conversations UpdateConversationParticipant RoleSid":        "<conversations/v1/Roles>",
	"conversations UpdateRole Permission":                        "addParticipant",
	"conversations UpdateServiceConversationParticipant RoleSid": "<conversations/v1/Services/Roles>",
	"conversations UpdateServiceRole Permission":                 "addParticipant",
	"conversations UpdateServiceUser RoleSid":                    "<helper/v1/Services/{}>",
	"conversations UpdateServiceWebhookConfiguration Method":     "GET",
	"conversations UpdateUser RoleSid":                           "<helper/v1>",
	"messaging CreateBrandVetting VettingId":                     "cv|2",
	"messaging CreateChannelsSender sender_id":                   "whatsapp:+18005550100",
	"messaging CreateDestinationAlphaSender IsoCountryCode":      "FR",
	"messaging CreateExternalCampaign MessagingServiceSid":       "<empty>",
	"messaging CreateTollfreeVerification CustomerProfileSid":    "BU00000000000000000000000000000009",
	"messaging FetchDeactivation Date":                           "1999-12-29",
	"notify CreateBinding Address":                               "+15558675312",
	"notify CreateService FcmCredentialSid":                      "<notify/v1/Credentials>",
	"notify ListBinding EndDate":                                 "1999-01-01",
	"notify UpdateService FcmCredentialSid":                      "<notify/v1/Credentials>",
	"notify UpdateService MessagingServiceSid":                   "<empty>",
	"profile": `{"name":"Else","about":"Else"}`,
	"types":   `{"twilio/text":{"body":"Else"}}`,
	"webhook": `{"callback_url":"https://app.example/else"}`,
}

// reasons say why a parameter makes no difference here.
var reasons = map[string]string{
	"api CreateIncomingPhoneNumber SmsApplicationSid":                                  "it is answered with 501",
	"api UpdateIncomingPhoneNumber SmsApplicationSid":                                  "it is answered with 501",
	"api CreateMessage ApplicationSid":                                                 "it is answered with 501",
	"api CreateMessage Attempt":                                                        "it only tells Twilio how often the app has tried elsewhere",
	"api CreateMessage ContentSid":                                                     "templates have tests of their own",
	"api CreateMessage ContentVariables":                                               "templates have tests of their own",
	"api CreateMessage FallbackFrom":                                                   "RCS has tests of its own",
	"api CreateMessage ForceDelivery":                                                  "it is reserved",
	"api CreateMessage MaxPrice":                                                       "it has no effect since 2024",
	"api CreateMessage ProvideFeedback":                                                "it shows when feedback is given",
	"api CreateMessage RiskCheck":                                                      "there is no risk here",
	"api CreateMessage ShortenUrls":                                                    "it needs a domain, and short links have tests of their own",
	"api CreateMessage TrafficType":                                                    "its one value changes nothing that can be seen",
	"api CreateMessage ValidityPeriod":                                                 "no message waits in this scene",
	"api ListIncomingPhoneNumber Beta":                                                 "no number is new to Twilio",
	"api UpdateAccount Status":                                                         "an account cannot close itself",
	"api UpdateIncomingPhoneNumber AccountSid":                                         "there is no second account in this scene",
	"api UpdateMessage Status":                                                         "only a message that is scheduled can be canceled",
	"chat CreateCredential ApiKey":                                                     "no answer shows a secret",
	"chat CreateCredential Certificate":                                                "no answer shows a secret",
	"chat CreateCredential PrivateKey":                                                 "no answer shows a secret",
	"chat CreateCredential Secret":                                                     "no answer shows a secret",
	"chat CreateMessage MediaSid":                                                      "files have tests of their own",
	"chat UpdateChannelWebhook Configuration.FlowSid":                                  "the webhook here is neither of Studio nor a trigger",
	"chat UpdateChannelWebhook Configuration.Triggers":                                 "the webhook here is neither of Studio nor a trigger",
	"chat UpdateCredential ApiKey":                                                     "no answer shows a secret",
	"chat UpdateCredential Certificate":                                                "no answer shows a secret",
	"chat UpdateCredential PrivateKey":                                                 "no answer shows a secret",
	"chat UpdateCredential Secret":                                                     "no answer shows a secret",
	"chat UpdateUserChannel LastConsumptionTimestamp":                                  "it shows at the member",
	"conversations CreateConversationMessage ContentSid":                               "templates and files have tests of their own",
	"conversations CreateConversationMessage ContentVariables":                         "templates and files have tests of their own",
	"conversations CreateConversationMessage MediaSid":                                 "templates and files have tests of their own",
	"conversations CreateConversationMessage Subject":                                  "e-mail alone has it, and no answer shows it",
	"conversations CreateCredential ApiKey":                                            "no answer shows a secret",
	"conversations CreateCredential Certificate":                                       "no answer shows a secret",
	"conversations CreateCredential PrivateKey":                                        "no answer shows a secret",
	"conversations CreateCredential Secret":                                            "no answer shows a secret",
	"conversations CreateServiceConversationMessage ContentSid":                        "templates and files have tests of their own",
	"conversations CreateServiceConversationMessage ContentVariables":                  "templates and files have tests of their own",
	"conversations CreateServiceConversationMessage MediaSid":                          "templates and files have tests of their own",
	"conversations CreateServiceConversationMessage Subject":                           "e-mail alone has it, and no answer shows it",
	"conversations UpdateConversationMessage Subject":                                  "e-mail alone has it, and no answer shows it",
	"conversations UpdateConversationParticipant Identity":                             "the participant here has an identity and no address",
	"conversations UpdateConversationParticipant MessagingBinding.ProxyAddress":        "the participant here has an identity and no address",
	"conversations UpdateConversationScopedWebhook Configuration.FlowSid":              "the webhook here is neither of Studio nor a trigger",
	"conversations UpdateConversationScopedWebhook Configuration.Triggers":             "the webhook here is neither of Studio nor a trigger",
	"conversations UpdateCredential ApiKey":                                            "no answer shows a secret",
	"conversations UpdateCredential Certificate":                                       "no answer shows a secret",
	"conversations UpdateCredential PrivateKey":                                        "no answer shows a secret",
	"conversations UpdateCredential Secret":                                            "no answer shows a secret",
	"conversations UpdateServiceConversationMessage Subject":                           "e-mail alone has it, and no answer shows it",
	"conversations UpdateServiceConversationParticipant Identity":                      "the participant here has an identity and no address",
	"conversations UpdateServiceConversationParticipant MessagingBinding.ProxyAddress": "the participant here has an identity and no address",
	"conversations UpdateServiceConversationScopedWebhook Configuration.FlowSid":       "the webhook here is neither of Studio nor a trigger",
	"conversations UpdateServiceConversationScopedWebhook Configuration.Triggers":      "the webhook here is neither of Studio nor a trigger",
	"conversations UpdateServiceUserConversation LastReadTimestamp":                    "it shows at the participant",
	"conversations UpdateUserConversation LastReadTimestamp":                           "it shows at the participant",
	"messaging CreateExternalCampaign CnpMigration":                                    "it says where the campaign comes from, and no answer shows it",
	"messaging FetchUsAppToPersonUsecase BrandRegistrationSid":                         "there is one brand",
	"messaging ListTollfreeVerification IncludeSubAccounts":                            "there is no second account in this scene",
	"messaging UpdateTollfreeVerification EditReason":                                  "no answer shows it",
	"notify CreateCredential ApiKey":                                                   "no answer shows a secret",
	"notify CreateCredential Certificate":                                              "no answer shows a secret",
	"notify CreateCredential PrivateKey":                                               "no answer shows a secret",
	"notify CreateCredential Secret":                                                   "no answer shows a secret",
	"notify CreateNotification DeliveryCallbackUrl":                                    "delivery callbacks are not made",
	"notify UpdateCredential ApiKey":                                                   "no answer shows a secret",
	"notify UpdateCredential Certificate":                                              "no answer shows a secret",
	"notify UpdateCredential PrivateKey":                                               "no answer shows a secret",
	"notify UpdateCredential Secret":                                                   "no answer shows a secret",
}

// TestNoParameterIsLost sends each parameter that the API's description has, and looks for what
// it makes different: in the answer, in later answers, in webhooks or at the far end. Those that
// make no difference are in reasons.
func TestNoParameterIsLost(t *testing.T) {
	t.Parallel()
	for _, product := range []string{
		"api_v2010", "chat_v2", "chat_v3", "conversations_v1", "content_v1", "content_v2", "messaging_v1", "messaging_v2", "notify_v1",
	} {
		var d struct {
			Operations []struct {
				ID, Method, Path string
				Parameters       []parameter
			}
		}
		if err := json.Unmarshal(apitest.Shared(t, "api/"+product+".json"), &d); err != nil {
			t.Fatal(err)
		}
		host, _, _ := strings.Cut(product, "_")
		for _, o := range d.Operations {
			o.Parameters = slices.DeleteFunc(o.Parameters, func(p parameter) bool {
				return p.In == "path" || slices.Contains([]string{"Page", "PageSize", "PageToken"}, p.Name) // which every list has
			})
			if len(o.Parameters) == 0 {
				continue
			}
			t.Run(product+" "+o.ID, func(t *testing.T) {
				t.Parallel()
				op := host + " " + o.ID
				unheard, plains := map[string]bool{}, map[string]result{} // of the call as it is, by what is beside it
				for _, p := range o.Parameters {
					name := op + " " + p.Name
					beside := besides[name]
					plain, called := plains[beside]
					if !called {
						plain = outcome(t, op, o.Method, o.Path, beside, &sent{p.In, p.Name, nil, false})
						plains[beside] = plain
					}
					if plain.status >= http.StatusBadRequest && beside == "" && !p.Required {
						t.Fatalf("%s: %s", name, plain.answer)
					}
					without, values := plain, p.values(name)
					if p.Required {
						without = outcome(t, op, o.Method, o.Path, beside, &sent{p.In, p.Name, nil, true})
					}
					if reasons[name] != "" { // of what is expected to make none, one value says enough
						values = values[:1]
					}
					unheard[name] = !slices.ContainsFunc(values, func(v []string) bool {
						got := plain
						if v != nil {
							got = outcome(t, op, o.Method, o.Path, beside, &sent{p.In, p.Name, v, false})
						}
						return got.status < http.StatusBadRequest && got != without
					})
				}
				for name, yes := range unheard {
					switch why := reasons[name]; {
					case yes && why == "":
						t.Errorf("%s makes no difference", name)
					case !yes && why != "":
						t.Errorf("%s makes a difference, though %s", name, why)
					}
				}
			})
		}
	}
}

// links are those of a list, which have the parameters that it was asked for with.
var links = regexp.MustCompile(`"(https://\w+\.twilio\.com|/2010-04-01)/[^"?]*\?[^"]*"`)

// with returns a document with a property changed, or without it if the value is "".
func with(t *testing.T, document, name, value string) string {
	t.Helper()
	if document == "" {
		return ""
	}
	var fields map[string]any
	must(t, json.Unmarshal([]byte(document), &fields))
	fields[name] = value
	if object := map[string]any{}; json.Unmarshal([]byte(value), &object) == nil {
		fields[name] = object
	}
	if value == "" {
		delete(fields, name)
	}
	changed, err := json.Marshal(fields)
	must(t, err)
	return string(changed)
}

// sent is a parameter of a call: with values, with those that the call has anyhow, or left out.
type sent struct {
	in, name string
	values   []string
	out      bool
}

type result struct {
	status         int
	answer, traces string
}

// outcome is what a call with a parameter leads to, in a scene of its own.
func outcome(t *testing.T, op, method, path, beside string, p *sent) (res result) {
	t.Helper()
	host, _, _ := strings.Cut(op, " ")
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t, host)
		if path := away[op]; path != "" {
			if status, answer := s.call(host, http.MethodDelete, path, nil, nil, ""); status != http.StatusNoContent {
				t.Fatalf("DELETE %s: %s", path, answer)
			}
		}
		header, params, document := http.Header{}, url.Values{}, asked[op]
		if !strings.HasPrefix(document, "{") {
			params, document = s.form(document), ""
		}
		for name, values := range s.form(beside) {
			if strings.HasPrefix(name, "X-") {
				header.Set(name, values[0])
				continue
			}
			params[name] = values
		}
		switch {
		case p.out:
			params.Del(p.name)
			document = with(t, document, p.name, "")
		case p.values == nil:
		case p.in == "header":
			header.Set(p.name, p.values[0])
		case p.in == "json":
			document = with(t, document, p.name, p.values[0])
		default:
			params[p.name] = s.form(url.Values{p.name: p.values}.Encode())[p.name]
		}
		res.status, res.answer = s.call(host, method, path, header, params, document)
		res.traces = s.traces()
		_, later := s.call(host, http.MethodGet, path, nil, url.Values{"Channel": {"whatsapp"}}, "") // which shows what was stored
		res.answer = links.ReplaceAllString(res.answer+later, "")
	})
	return res
}
