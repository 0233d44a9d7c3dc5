package twilio_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"runtime/metrics"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// recipients yields n messages to numbers that end in the index.
func recipients(n int) iter.Seq[*twilio.CreateMessageParams] {
	return func(yield func(*twilio.CreateMessageParams) bool) {
		for i := range n {
			if !yield(&twilio.CreateMessageParams{From: "+15557122661", To: recipient(i), Body: "Hi"}) {
				return
			}
		}
	}
}

func recipient(i int) channels.Address { return channels.Address(fmt.Sprintf("+1555%07d", i)) }

// outbox is a Twilio that notes to whom it sent, and answers as it is told.
type outbox struct {
	mu     sync.Mutex
	sent   map[string]int
	answer func(call int64, to string) (status int, err error)
	calls  atomic.Int64
	flying atomic.Int64
	most   int64
	takes  time.Duration
}

func (o *outbox) RoundTrip(r *http.Request) (*http.Response, error) {
	n := o.calls.Add(1)
	flying := o.flying.Add(1)
	defer o.flying.Add(-1)
	o.mu.Lock()
	o.most = max(o.most, flying)
	o.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, err
	}
	select {
	case <-time.After(o.takes):
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	status := http.StatusCreated
	if o.answer != nil {
		if status, err = o.answer(n, form.Get("To")); err != nil {
			return nil, err
		}
	}
	if status == http.StatusCreated {
		o.mu.Lock()
		defer o.mu.Unlock()
		if o.sent == nil {
			o.sent = map[string]int{}
		}
		o.sent[form.Get("To")]++
	}
	return reply(status, `{"sid":"SM1","code":21211}`), nil
}

func (o *outbox) client() *twilio.Client {
	return twilio.New(twilio.AuthToken(account, token), twilio.WithHTTPClient(&http.Client{Transport: o}))
}

// once reports whether each of n recipients got exactly one message.
func (o *outbox) once(t *testing.T, n int) {
	t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	for i := range n {
		if got := o.sent[string(recipient(i))]; got != 1 {
			t.Errorf("recipient %d got %d messages", i, got)
		}
	}
	if len(o.sent) != n {
		t.Errorf("%d recipients, want %d", len(o.sent), n)
	}
}

func TestBulkKeepsItsRateAndItsPlaces(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := &outbox{takes: 2 * time.Second}
		start := time.Now()
		seen := map[int64]channels.Address{}
		for input, result := range o.client().Messages.Bulk(&twilio.BulkParams{Rate: 20, InFlight: 5}).Create(t.Context(), recipients(50)) {
			if result.Outcome != twilio.BulkSent || result.Err != nil || result.Message.SID == "" {
				t.Errorf("%d: %+v", input.Index, result)
			}
			seen[input.Index] = input.Params.To
		}
		for i := range 50 {
			if seen[int64(i)] != recipient(i) {
				t.Errorf("%d belongs to %q", i, seen[int64(i)])
			}
		}
		o.once(t, 50)
		if o.most != 5 {
			t.Errorf("%d calls at once, want 5", o.most)
		}
		if took := time.Since(start); took < 20*time.Second || took > 25*time.Second { // 50 calls of 2 s, 5 at once
			t.Errorf("it took %v", took)
		}
		start = time.Now()
		for range o.client().Messages.Bulk(&twilio.BulkParams{Rate: 2, InFlight: 100}).Create(t.Context(), recipients(21)) {
		}
		if took := time.Since(start); took < 10*time.Second || took > 13*time.Second {
			t.Errorf("21 messages at 2 a second took %v", took)
		}
	})
}

func TestBulkSlowsDownWhenTwilioIsBusy(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var busy atomic.Int64
		o := &outbox{answer: func(int64, string) (int, error) {
			if time.Since(start) < 5*time.Second {
				busy.Add(1)
				return http.StatusTooManyRequests, nil
			}
			return http.StatusCreated, nil
		}}
		for input, result := range o.client().Messages.Bulk(&twilio.BulkParams{Rate: 100, InFlight: 10}).Create(t.Context(), recipients(200)) {
			if result.Outcome != twilio.BulkSent {
				t.Errorf("%d: %+v", input.Index, result)
			}
		}
		o.once(t, 200)
		if n := busy.Load(); n > 100 {
			t.Errorf("%d calls in 5 s at a busy Twilio", n)
		}
	})
}

func TestBulkOutcomes(t *testing.T) {
	t.Parallel()
	dial := errDial
	for name, tt := range map[string]struct {
		status int
		err    error
		want   twilio.BulkOutcome
		calls  int64
	}{
		"refused":             {400, nil, twilio.BulkRefused, 1},
		"not found":           {404, nil, twilio.BulkRefused, 1},
		"wrong credentials":   {401, nil, twilio.BulkNotSent, 1},
		"forbidden":           {403, nil, twilio.BulkNotSent, 1},
		"server error":        {503, nil, twilio.BulkUnknown, 1},
		"broken connection":   {0, io.ErrUnexpectedEOF, twilio.BulkUnknown, 1},
		"no connection":       {0, dial, twilio.BulkNotSent, 3},
		"no usable answer":    {204, nil, twilio.BulkUnknown, 1},
		"redirected":          {302, nil, twilio.BulkRefused, 1},
		"answered in advance": {201, nil, twilio.BulkSent, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				o := &outbox{answer: func(int64, string) (int, error) { return tt.status, tt.err }}
				if tt.status == 204 {
					o.answer = func(int64, string) (int, error) { return 200, nil }
				}
				run := o.client().Messages.Bulk(nil)
				if name == "no usable answer" {
					hc := &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
						o.calls.Add(1)
						return answer(201, []byte("{"))(r)
					})}
					run = twilio.New(twilio.AuthToken(account, token), twilio.WithHTTPClient(hc)).Messages.Bulk(nil)
				}
				n := 0
				for _, result := range run.Create(t.Context(), recipients(1)) {
					if n++; result.Outcome != tt.want || (result.Err == nil) != (tt.want == twilio.BulkSent) {
						t.Errorf("got %+v, want %s", result, tt.want)
					}
				}
				if n != 1 || o.calls.Load() != tt.calls {
					t.Errorf("%d results of %d calls, want 1 of %d", n, o.calls.Load(), tt.calls)
				}
				if dealtWith := run.Checkpoint().Next == 1; dealtWith == (tt.want == twilio.BulkNotSent) {
					t.Errorf("checkpoint %+v", run.Checkpoint())
				}
			})
		})
	}
	run := twilio.New(twilio.Credentials{}).Messages.Bulk(nil)
	for _, result := range run.Create(t.Context(), recipients(1)) {
		if result.Outcome != twilio.BulkNotSent || !errors.Is(result.Err, twilio.ErrCredentials) {
			t.Errorf("without credentials: %+v", result)
		}
	}
}

// What is held back has not been dealt with, and is asked about again by the next run.
func TestBulkHeldBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := &outbox{answer: func(int64, string) (int, error) { return 201, nil }}
		errHeld := errors.New("held")
		var closed atomic.Bool
		closed.Store(true)
		params := &twilio.BulkParams{Rate: 100, Check: func(_ context.Context, p *twilio.CreateMessageParams) error {
			if closed.Load() && p.To == recipient(1) {
				return errHeld
			}
			return nil
		}}
		got := map[int64]twilio.BulkOutcome{}
		run := o.client().Messages.Bulk(params)
		for input, result := range run.Create(t.Context(), recipients(3)) {
			got[input.Index] = result.Outcome
			if held := result.Outcome == twilio.BulkHeld; held != errors.Is(result.Err, errHeld) {
				t.Errorf("%d: %s with the error %v", input.Index, result.Outcome, result.Err)
			}
		}
		want := map[int64]twilio.BulkOutcome{0: twilio.BulkSent, 1: twilio.BulkHeld, 2: twilio.BulkSent}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		closed.Store(false)
		params.Checkpoint = run.Checkpoint()
		for input, result := range o.client().Messages.Bulk(params).Create(t.Context(), recipients(3)) {
			if input.Index != 1 || result.Outcome != twilio.BulkSent {
				t.Errorf("in the next run: %d %s", input.Index, result.Outcome)
			}
		}
		if len(o.sent) != 3 || o.calls.Load() != 3 {
			t.Errorf("%d calls to %d people, want 3 to 3", o.calls.Load(), len(o.sent))
		}
	})
}

// Whatever ends a run, and however often, the runs together send to each recipient once.
func TestBulkIsContinued(t *testing.T) {
	t.Parallel()
	const n = 300
	for name, end := range map[string]func(cancel func(), i int) (leave bool){
		"canceled": func(cancel func(), i int) bool {
			if i%40 == 17 {
				cancel()
			}
			return false
		},
		"left": func(_ func(), i int) bool { return i%40 == 17 },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				o := &outbox{takes: 3 * time.Second}
				var saved []byte
				runs := 0
				for checkpoint := (twilio.Checkpoint{}); checkpoint.Next < n; runs++ {
					if saved != nil {
						if err := json.Unmarshal(saved, &checkpoint); err != nil {
							t.Fatal(err)
						}
					}
					ctx, cancel := context.WithCancel(t.Context())
					run := o.client().Messages.Bulk(&twilio.BulkParams{Rate: 50, InFlight: 20, Checkpoint: checkpoint})
					i, notSent := 0, 0
					for _, result := range run.Create(ctx, recipients(n)) {
						switch result.Outcome {
						case twilio.BulkNotSent:
							if notSent++; !errors.Is(result.Err, context.Canceled) {
								t.Errorf("not sent: %v", result.Err)
							}
						case twilio.BulkSent:
						default:
							t.Errorf("got %+v", result)
						}
						if i++; end(cancel, i) {
							break
						}
					}
					if notSent > 21 {
						t.Errorf("%d inputs were drawn and not sent", notSent)
					}
					cancel()
					var err error
					if saved, err = json.Marshal(run.Checkpoint()); err != nil {
						t.Fatal(err)
					}
					if checkpoint = run.Checkpoint(); len(checkpoint.Done) > 60 {
						t.Errorf("the checkpoint holds %d numbers", len(checkpoint.Done))
					}
				}
				o.once(t, n)
				if runs < 3 {
					t.Errorf("%d runs", runs)
				}
			})
		})
	}
}

// A call that does not end within the grace is cut, and nobody knows what became of it.
func TestBulkCutsCallsThatDoNotEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := &outbox{takes: 25 * time.Second}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		start := time.Now()
		run := o.client().Messages.Bulk(&twilio.BulkParams{Rate: 1000, InFlight: 4})
		outcomes := map[twilio.BulkOutcome]int{}
		for _, result := range run.Create(ctx, recipients(100)) {
			outcomes[result.Outcome]++
		}
		if took := time.Since(start); took != 15*time.Second {
			t.Errorf("it took %v, want 15s", took)
		}
		if outcomes[twilio.BulkUnknown] != 4 || outcomes[twilio.BulkSent] != 0 {
			t.Errorf("outcomes: %v", outcomes)
		}
		if diff := cmp.Diff(twilio.Checkpoint{Next: 4}, run.Checkpoint()); diff != "" {
			t.Errorf("checkpoint (-want +got):\n%s", diff)
		}
	})
}

func TestBulkDoesNotOutliveAPanic(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) { // which fails if a goroutine is left
		o := &outbox{takes: time.Second}
		defer func() {
			if recover() == nil {
				t.Error("no panic")
			}
		}()
		for range o.client().Messages.Bulk(nil).Create(t.Context(), recipients(100)) {
			panic("in the loop")
		}
	})
}

// BenchmarkBulk shows that memory stays flat: it reports the most that was live on the heap at any
// time of the run, which is the same for ten thousand inputs and for ten million:
//
//	go test ./twilio -run ^$ -bench Bulk$ -benchtime 10000000x
func BenchmarkBulk(b *testing.B) {
	hc := &http.Client{Transport: answer(http.StatusCreated, []byte(messageJSON(1)))}
	client := twilio.New(twilio.AuthToken(account, token), twilio.WithHTTPClient(hc))
	b.ReportAllocs()
	n, most := 0, uint64(0)
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}} // as the last collection found it
	for _, result := range client.Messages.Bulk(&twilio.BulkParams{Rate: 1e9}).Create(b.Context(), recipients(b.N)) {
		if n++; result.Err != nil {
			b.Fatal(result.Err)
		}
		if n%1024 == 0 {
			metrics.Read(live)
			most = max(most, live[0].Value.Uint64())
		}
	}
	if n != b.N {
		b.Fatalf("%d results of %d", n, b.N)
	}
	b.ReportMetric(float64(most), "most-live-B")
}

// A campaign is sent from any source of inputs, at a rate, and can be continued.
func ExampleBulk_Create() {
	tw := twiliotest.Start() // in place of Twilio
	defer tw.Close()
	tw.AddNumber("+15557122661")
	numbers := []channels.Address{"+15558675310", "+1 555 867 5311", "+15558675312"}
	inputs := func(yield func(*twilio.CreateMessageParams) bool) {
		for _, to := range numbers { // or the rows of a file or a query
			if !yield(&twilio.CreateMessageParams{From: "+15557122661", To: to, Body: "We open at nine."}) {
				return
			}
		}
	}

	run := tw.Client().Messages.Bulk(&twilio.BulkParams{Rate: 100})
	var lines []string
	for input, result := range run.Create(context.Background(), inputs) {
		line := strconv.FormatInt(input.Index, 10) + " " + string(result.Outcome)
		if code, ok := errors.AsType[twilio.ErrorCode](result.Err); ok {
			line += " " + strconv.Itoa(int(code))
		}
		lines = append(lines, line) // and save run.Checkpoint() now and then
	}
	slices.Sort(lines)
	for _, line := range lines {
		fmt.Println(line)
	}
	fmt.Println("a later run begins at", run.Checkpoint().Next)
	// Output:
	// 0 sent
	// 1 refused 21211
	// 2 sent
	// a later run begins at 3
}
