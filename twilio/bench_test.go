package twilio_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"testing"

	"github.com/twiliokit/twiliokit/twilio"
)

const (
	account = "AC00000000000000000000000000000001"
	token   = "0123456789abcdef0123456789abcdef"
)

// roundTrip answers requests in process.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// answer returns a transport that drains each request and answers it with a body.
func answer(status int, body []byte) roundTrip {
	return func(r *http.Request) (*http.Response, error) {
		if r.Body != nil {
			if _, err := io.Copy(io.Discard, r.Body); err != nil {
				return nil, err
			}
		}
		return &http.Response{
			StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
			Header:        http.Header{"Content-Type": {"application/json"}},
			Body:          io.NopCloser(bytes.NewReader(body)),
			ContentLength: int64(len(body)), Request: r,
		}, nil
	}
}

func messageJSON(i int) string {
	return fmt.Sprintf(`{"sid":"SM%032x","account_sid":%q,"from":"+15557122661","to":"+15558675310",`+
		`"body":"Your table is ready.","status":"queued","direction":"outbound-api","num_segments":"1",`+
		`"num_media":"0","price":null,"price_unit":"USD","error_code":null,"error_message":null,`+
		`"date_created":"Fri, 24 May 2019 17:44:46 +0000","date_sent":null,`+
		`"date_updated":"Fri, 24 May 2019 17:44:46 +0000","messaging_service_sid":null,`+
		`"api_version":"2010-04-01","uri":"/2010-04-01/Accounts/%s/Messages/SM%032x.json",`+
		`"subresource_uris":{"media":"/2010-04-01/Accounts/%s/Messages/SM%032x/Media.json"}}`,
		i, account, account, i, account, i)
}

func BenchmarkCreate(b *testing.B) {
	hc := &http.Client{Transport: answer(http.StatusCreated, []byte(messageJSON(1)))}
	client := twilio.New(twilio.AuthToken(account, token), twilio.WithHTTPClient(hc))
	b.ReportAllocs()
	for b.Loop() {
		_, err := client.Messages.Create(b.Context(), &twilio.CreateMessageParams{
			To: "+15558675310", From: "+15557122661", Body: "Your table is ready.",
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCreateBare is what BenchmarkCreate is held against: the same exchange by net/http and
// encoding/json with nothing around them.
func BenchmarkCreateBare(b *testing.B) {
	hc := &http.Client{Transport: answer(http.StatusCreated, []byte(messageJSON(1)))}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := createBare(b, hc); err != nil {
			b.Fatal(err)
		}
	}
}

func createBare(tb testing.TB, hc *http.Client) (*twilio.Message, error) {
	tb.Helper()
	form := url.Values{"To": {"+15558675310"}, "From": {"+15557122661"}, "Body": {"Your table is ready."}}
	r, err := http.NewRequestWithContext(tb.Context(), http.MethodPost,
		"https://api.twilio.com/2010-04-01/Accounts/"+account+"/Messages.json", strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	r.SetBasicAuth(account, token)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := hc.Do(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var m twilio.Message
	return &m, json.NewDecoder(resp.Body).Decode(&m)
}

// pages answers the list of total messages, size to a page.
func pages(total, size int) roundTrip {
	var bodies [][]byte
	for from := 0; from < total; from += size {
		var b bytes.Buffer
		b.WriteString(`{"page":0,"page_size":50,"messages":[`)
		for i := from; i < min(from+size, total); i++ {
			if i > from {
				b.WriteByte(',')
			}
			b.WriteString(messageJSON(i))
		}
		next := "null"
		if from+size < total {
			next = fmt.Sprintf(`"/2010-04-01/Accounts/%s/Messages.json?PageSize=%d&Page=%d&PageToken=PA%d"`,
				account, size, from/size+1, from)
		}
		b.WriteString(`],"next_page_uri":` + next + `}`)
		bodies = append(bodies, b.Bytes())
	}
	return func(r *http.Request) (*http.Response, error) {
		page := 0
		if v := r.URL.Query().Get("Page"); v != "" {
			if _, err := fmt.Sscan(v, &page); err != nil {
				return nil, err
			}
		}
		return answer(http.StatusOK, bodies[page])(r)
	}
}

func BenchmarkList(b *testing.B) {
	const total = 10_000
	hc := &http.Client{Transport: pages(total, 1000)}
	client := twilio.New(twilio.AuthToken(account, token), twilio.WithHTTPClient(hc))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, err := range client.Messages.List(b.Context(), &twilio.ListMessagesParams{
			PageParams: twilio.PageParams{PageSize: 1000},
		}) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != total {
			b.Fatalf("listed %d messages, want %d", n, total)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/total, "ns/message")
	runtime.KeepAlive(client)
}

// BenchmarkListBare is what BenchmarkList is held against: the same pages by encoding/json.
func BenchmarkListBare(b *testing.B) {
	const total, size = 10_000, 1000
	transport := pages(total, size)
	var bodies [][]byte
	for page := range total / size {
		r, err := http.NewRequestWithContext(b.Context(), http.MethodGet, "https://api.twilio.com/?Page="+string(rune('0'+page)), nil)
		if err != nil {
			b.Fatal(err)
		}
		resp, err := transport(r)
		if err != nil {
			b.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			b.Fatal(err)
		}
		bodies = append(bodies, body)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, body := range bodies {
			var page struct {
				Messages []*twilio.Message `json:"messages"`
				Next     string            `json:"next_page_uri"`
			}
			if err := json.Unmarshal(body, &page); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkDecode reads a message, as calls do and by package json alone. What a call adds to it is the
// same for both.
func BenchmarkDecode(b *testing.B) {
	body := []byte(messageJSON(1))
	client := twilio.New(twilio.AuthToken(account, token), twilio.WithHTTPClient(&http.Client{Transport: answer(http.StatusOK, body)}))
	b.Run("call", func(b *testing.B) { benchmarkGet[twilio.Message](b, client) })
	b.Run("json", func(b *testing.B) { benchmarkGet[byJSON](b, client) })
}

// byJSON is a message that package json reads, whatever the library does.
type byJSON struct{ twilio.Message }

func benchmarkGet[T any](b *testing.B, client *twilio.Client) {
	b.Helper()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := twilio.Get[T](b.Context(), client, client.Path("Messages").ID("SM1"), nil); err != nil {
			b.Fatal(err)
		}
	}
}
