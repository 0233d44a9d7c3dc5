package twilio_test

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

type (
	// anyAnswer has members of all kinds that answers have.
	anyAnswer struct {
		SID      string                `json:"sid"`
		To       channels.Address      `json:"to"`
		Body     *string               `json:"body,omitempty"`
		Status   twilio.MessageStatus  `json:"status"`
		Segments twilio.Int            `json:"num_segments"`
		Count    int                   `json:"count"`
		Many     int64                 `json:"many"`
		Small    int8                  `json:"small"`
		Share    float64               `json:"share"`
		On       bool                  `json:"on"`
		Created  twilio.Time           `json:"date_created"`
		When     time.Time             `json:"when"`
		Price    twilio.Decimal        `json:"price"`
		Code     twilio.ErrorCode      `json:"error_code"`
		Links    map[string]string     `json:"links"`
		Names    []string              `json:"names"`
		Bytes    []byte                `json:"bytes"`
		Any      any                   `json:"any"`
		Raw      json.RawMessage       `json:"raw"`
		Inner    *anyAnswer            `json:"inner"`
		List     []*twilio.Message     `json:"list"`
		Pairs    [][]twilio.Int        `json:"pairs"`
		Limits   map[string]twilio.Int `json:"limits"`
		Two      [2]int                `json:"two"`
		Ignored  string                `json:"-"`
		hidden   string                //nolint:unused // which package json leaves out
	}
	literal struct {
		N json.Number            `json:"n"`
		M map[string]json.Number `json:"m"`
	}
	quotedNumber struct {
		N int `json:"n,string"`
	}
	capital struct {
		SID string
		Sid string `json:"sid"` //nolint:revive // beside the other
	}
	embeds struct {
		capital
		N int `json:"n"`
	}
)

var documents = []string{
	messageJSON(1), `{}`, ` { "sid" : "SM1" , "to":"a" } ` + "\n", `{"sid":"a","sid":"b"}`, `{"sid":"a","sid":null}`,
	`{"sid":"\u0041\ud83d\ude00\ud83d\n\/"}`, `{"sid":"Grüße 👋"}`, "{\"sid\":\"\xff\xfe\"}", "{\"sid\":\"a\nb\"}", `{"sid":"a\qb"}`, `{"sid":"`, `{"sid":"\`, `{"unknown":"\`, `{"unknown":["\`,
	`{"sid":1}`, `{"sid":true}`, `{"sid":{}}`, `{"SID":"a"}`, `{"Sid":"a"}`, `{"ſid":"a"}`, `{"sid ":"a"}`, `{"s\u0069d":"a"}`, `{"":1}`,
	`{"sid":"a",}`, `{,}`, `{"sid"}`, `{"sid":}`, `{"sid":"a"`, `{"sid":"a"}}`, `{"sid":"a"} x`, `{"sid":"a""to":"b"}`, `[]`, `"a"`, `nul`, `{"sid":nullx}`,
	`{"body":null,"count":null,"on":null,"links":null,"names":null,"inner":null,"list":null,"raw":null,"any":null}`,
	`{"body":"x","body":null,"links":{"a":"1"},"links":{"b":"2"},"names":["a","b"],"names":["c"],"names":[]}`,
	`{"count":12,"many":-9223372036854775808,"small":127,"share":1.5e3,"on":true,"two":[1,2,3]}`, `{"count":1.0}`, `{"count":01}`, `{"count":-}`,
	`{"count":9223372036854775808}`, `{"count":-0}`, `{"count":1e2}`, `{"count":"1"}`, `{"small":128}`, `{"on":1}`, `{"on":"true"}`, `{"on":truex}`,
	`{"num_segments":"3","price":"-0.00750","error_code":"30003","date_created":"2019-05-24T17:44:46Z","when":"2019-05-24T17:44:46Z"}`,
	`{"num_segments":"x"}`, `{"date_created":"never"}`, `{"when":"never"}`, `{"links":{"a":null,"b\u0041":"\u0041","A":"x"}}`, `{"links":{"a":1}}`, `{"links":[]}`,
	`{"names":[]}`, `{"names":["a",null,"b"]}`, `{"names":["a",]}`, `{"names":["a" "b"]}`, `{"names":"a"}`, `{"bytes":"aGk="}`, `{"bytes":"?"}`,
	`{"any":{"a":[1,"}",{"b":null}]},"raw": [ 1 , "]" ] ,"unknown":{"A":["\\\"]"]},"n":-1.5E+3}`, `{"unknown":[1,}`, `{"unknown":{"a":1]}`, `{"unknown":tru}`, `{"unknown":+1}`,
	`{"inner":{"sid":"a","inner":{"sid":"b","names":["c"]}},"list":[{"sid":"d"},null,{}],"pairs":[[1,"2"],[],null],"limits":{"a":"1"}}`,
	`{"list":[{"sid":1}]}`, `{"n":"abc"}`, `{"n":""}`, `{"n":"1.5","m":{"a":2,"b":"3"}}`, `{"m":{"a":"x"}}`, `12`, `"12"`, `"x"`, `{"n":"5"}`, `{"n":5}`, `{"a":"x"}`, `{"unknown":` + strings.Repeat("[", 200) + strings.Repeat("]", 200) + `}`,
	`{"unknown":` + strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001) + `}`, "\ufeff{}", "\v{}", `null`, ``,
}

// TestAnswersAreThoseOfJSON holds what is read of an answer to what package json reads of it.
func TestAnswersAreThoseOfJSON(t *testing.T) {
	t.Parallel()
	for _, document := range documents {
		compareAnswers(t, document)
	}
}

// FuzzDecode is the same for any document.
func FuzzDecode(f *testing.F) {
	for _, document := range documents {
		f.Add(document)
	}
	f.Fuzz(func(t *testing.T, document string) { compareAnswers(t, document) })
}

func compareAnswers(t *testing.T, document string) {
	t.Helper()
	client := twilio.New(twilio.AuthToken(account, token), twilio.WithHTTPClient(&http.Client{
		Transport: answer(http.StatusOK, []byte(document)),
	}))
	compareAnswer[anyAnswer](t, client, document)
	compareAnswer[twilio.Message](t, client, document)
	compareAnswer[quotedNumber](t, client, document)
	compareAnswer[literal](t, client, document)
	compareAnswer[json.Number](t, client, document)
	compareAnswer[capital](t, client, document)
	compareAnswer[embeds](t, client, document)
	compareAnswer[map[string]any](t, client, document)
	compareAnswer[[]string](t, client, document)
	compareAnswer[string](t, client, document)
	compareAnswer[any](t, client, document)
}

func compareAnswer[T any](t *testing.T, client *twilio.Client, document string) {
	t.Helper()
	got, err := twilio.Get[T](t.Context(), client, client.Path("Anything"), nil)
	var want T
	wrong := json.Unmarshal([]byte(document), &want)
	if trimmed := strings.TrimSpace(document); wrong == nil && trimmed == "null" {
		return // of which a call says that it holds nothing
	}
	if (err == nil) != (wrong == nil) {
		t.Fatalf("%.200q into a %T: %v; package json says %v", document, want, err, wrong)
	}
	if err != nil {
		return
	}
	if !reflect.DeepEqual(&want, got) { // since cmp takes for ever over what is nested deep
		t.Errorf("%.200q into a %T is %+v; package json says %+v", document, want, *got, want)
	}
}
