package twiliotest_test

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// walk holds the answers to some calls to the API's description: their status, and all fields and
// no others, of the types that it says. A step whose method is a key of acts is something that the
// test does; done tells which operations were called.
func walk(t *testing.T, tw *twiliotest.Twilio, product string, made map[string]string, acts map[string]func(), steps []step) (done map[string]bool) {
	t.Helper()
	var api surface
	if err := json.Unmarshal(apitest.Shared(t, "api/"+product+".json"), &api); err != nil {
		t.Fatal(err)
	}
	host, _, _ := strings.Cut(product, "_")
	fill := func(text string) string {
		for _, name := range slices.Backward(slices.Sorted(maps.Keys(made))) {
			text = strings.ReplaceAll(text, "$"+name, made[name])
		}
		return text
	}
	done = map[string]bool{}
	for _, s := range steps {
		if act := acts[s.method]; act != nil {
			act()
			continue
		}
		path, form := fill(s.path), fill(s.form)
		o := api.find(s.method, path)
		if o == nil {
			t.Errorf("%s %s is no operation", s.method, path)
			continue
		}
		done[o.ID] = true
		target, body := "https://"+host+".twilio.com"+path, io.Reader(http.NoBody)
		if s.method == http.MethodGet {
			target += "?" + form
		} else {
			body = strings.NewReader(form)
		}
		r, err := http.NewRequestWithContext(t.Context(), s.method, target, body)
		must(t, err)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.SetBasicAuth(tw.AccountSID(), tw.AuthToken())
		resp, err := tw.HTTPClient().Do(r)
		must(t, err)
		answer, err := io.ReadAll(resp.Body)
		must(t, err)
		must(t, resp.Body.Close())
		want, ok := o.Responses[strconv.Itoa(resp.StatusCode)]
		if !ok {
			t.Errorf("%s: HTTP %d %s", o.ID, resp.StatusCode, answer)
			continue
		}
		sid := api.check(t, o.ID, answer, want.Schema, want.List)
		if name, field, renamed := strings.Cut(s.keep, "="); renamed {
			var fields map[string]any
			must(t, json.Unmarshal(answer, &fields))
			made[name], _ = fields[field].(string)
		} else if s.keep != "" {
			made[s.keep] = sid
		}
	}
	return done
}

const campaignForm = "Description=News+of+orders+and+offers+to+people+who+asked+for+them&" +
	"MessageFlow=People+tick+a+box+at+the+checkout+of+the+shop+that+says+so&" +
	"MessageSamples=Your+order+is+on+its+way+to+you&MessageSamples=Ten+percent+off+until+Sunday&" +
	"HasEmbeddedLinks=true&HasEmbeddedPhone=false&AgeGated=false&DirectLending=false"

const tollfreeForm = "BusinessName=Owl&BusinessWebsite=https://owl.example&NotificationEmail=a@owl.example&" +
	"UseCaseCategories=MARKETING&UseCaseCategories=EVENTS&UseCaseSummary=Offers&ProductionMessageSample=Ten+percent+off&" +
	"OptInImageUrls=https://owl.example/box.png&OptInType=WEB_FORM&MessageVolume=1,000"

func TestEveryOperationOfCompliance(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	number := tw.AddNumber("+18005550100")
	made := map[string]string{
		"bundle": "BU" + strings.Repeat("0", 32), "campaign": "QE2c6890da8086d771620e9b13fadeba0b",
		"service": tw.AddService("Shop", twiliotest.Senders(number)), "other": tw.AddService("Other"),
	}
	for n, err := range tw.Client().IncomingPhoneNumbers.List(t.Context(), nil) {
		must(t, err)
		made["number"] = n.SID
	}
	const (
		brands   = "/v1/a2p/BrandRegistrations"
		campaign = "/v1/Services/$service/Compliance/Usa2p"
		tollfree = "/v1/Tollfree/Verifications"
	)
	profiles := url.Values{"CustomerProfileBundleSid": {made["bundle"]}, "A2PProfileBundleSid": {made["bundle"]}}.Encode()
	acts := map[string]func(){
		"approve brand":   func() { tw.ApproveBrand(made["brand"]) },
		"reject brand":    func() { tw.RejectBrand(made["brand"], 30794) },
		"approve vetting": func() { tw.ApproveVetting(made["vetting"]) },
		"reject campaign": func() { tw.RejectCampaign(made["service"], 30897) },
		"verify campaign": func() { tw.ApproveCampaign(made["service"]) },
		"reject number":   func() { tw.RejectTollfree(made["verification"], 30445, 30446) },
		"approve number":  func() { tw.ApproveTollfree(made["verification"]) },
	}
	done := walk(t, tw, "messaging_v1", made, acts, []step{
		{"POST", brands, profiles + "&BrandType=SOLE_PROPRIETOR", "brand"},
		{"POST", brands + "/$brand/SmsOtp", "", ""},
		{"POST", brands, profiles + "&Mock=false", "brand"},
		{"GET", brands, "", ""},
		{"GET", brands + "/$brand", "", ""},
		{"reject brand", "", "", ""},
		{"GET", brands + "/$brand", "", ""},
		{"POST", brands + "/$brand", "", ""},
		{"approve brand", "", "", ""},
		{"GET", brands + "/$brand", "", ""},
		{"POST", brands + "/$brand/Vettings", "VettingProvider=aegis", "vetting=brand_vetting_sid"},
		{"approve vetting", "", "", ""},
		{"GET", brands + "/$brand/Vettings", "VettingProvider=aegis", ""},
		{"GET", brands + "/$brand/Vettings/$vetting", "", ""},
		{"GET", brands + "/$brand", "", ""},
		{"GET", campaign + "/Usecases", "BrandRegistrationSid=$brand", ""},
		{"POST", campaign, campaignForm + "&BrandRegistrationSid=$brand&UsAppToPersonUsecase=MARKETING", ""},
		{"GET", campaign, "", ""},
		{"reject campaign", "", "", ""},
		{"GET", campaign + "/$campaign", "", ""},
		{"POST", campaign + "/$campaign", campaignForm, ""},
		{"verify campaign", "", "", ""},
		{"GET", campaign + "/$campaign", "", ""},
		{"DELETE", campaign + "/$campaign", "", ""},
		{"POST", "/v1/Services/PreregisteredUsa2p", "CampaignId=CM0001&MessagingServiceSid=$other", ""},
		{"POST", tollfree, tollfreeForm + "&TollfreePhoneNumberSid=$number&BusinessType=PRIVATE_PROFIT", "verification"},
		{"GET", tollfree, "Status=PENDING_REVIEW", ""},
		{"GET", tollfree + "/$verification", "", ""},
		{"reject number", "", "", ""},
		{"GET", tollfree + "/$verification", "", ""},
		{"POST", tollfree + "/$verification", "BusinessName=Owls", ""},
		{"approve number", "", "", ""},
		{"GET", tollfree + "/$verification", "", ""},
		{"DELETE", tollfree + "/$verification", "", ""},
	})
	if len(done) != 20 {
		t.Errorf("%d operations were called: %v", len(done), slices.Sorted(maps.Keys(done)))
	}
}
