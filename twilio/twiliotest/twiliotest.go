package twiliotest

import (
	"context"
	"math/big"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
)

// Twilio is an emulated Twilio: the REST API, the phones at the far end and the webhooks between
// them and an app. It is safe for concurrent use. Make one with [New] in a test and with [Start]
// in a program.
type Twilio struct {
	cfg config

	mu spinning
	stored
	mounts   atomic.Pointer[[]*mount] // see allMounts
	faults   []*Fault
	story    journal[event]
	requests journal[record]
	alerts   journal[Alert]
	keeper   atomic.Pointer[keeper] // nil unless [Twilio.KeepState] was called

	// What runs in the background: see tasks.go.
	ctx     context.Context //nolint:containedctx // the emulator's life, which Close ends
	stop    context.CancelFunc
	idle    *sync.Cond
	running int        // tasks,
	waiting int        // of which this many wait for the clock, or for one that does
	workers int        // goroutines that do what is to be done, of which
	resting []chan job // these have nothing to do, for as long as others have: see hands.go
	lingers bool       // one of them, in case that there is more to do
	awaited int        // by so many calls of Wait, who want them gone
	// alarms are what falls due, and timer what rings the next of them: see alarm.go.
	alarms    alarms
	alarmsSet uint64
	timer     *time.Timer // nil while the clock stands
	advancing bool
	// handlers are those of the app that run, and watchman gives up on those that take too long: see visit.go.
	handlers   map[*visit]struct{}
	watchman   *watchman // nil if nobody has to
	closed     bool
	dumped     bool // by an expectation, so that the story need not be told again
	alertsSeen int  // by an expectation

	lastURL atomic.Pointer[parsedURL]
	changed chan struct{} // closed by the next event, nil if nobody waits for it

	products map[string]func() []route
	routes   sync.Map // []served by product, once it has been called
}

// TB is what [New] needs of a test; *testing.T, *testing.B and *testing.F have it.
type TB interface {
	Helper()
	Cleanup(func())
	Failed() bool
	Logf(format string, args ...any)
}

type config struct {
	clock          *clock // that Twilio goes by,
	manual         bool   // and stands unless it is moved
	account, token string
	keys           map[string]string // API keys
	seed           uint64
	send, deliver  time.Duration
	approvals      bool              // come by themselves,
	approve        time.Duration     // after this time
	reviews        bool              // pass by themselves,
	review         time.Duration     // after this time
	registration   bool              // is asked for by US carriers
	eventRetries   int               // of webhooks of Conversations
	keywords       bool              // are heeded,
	replies        OptOutReplies     // and answered with these
	noWindow       bool              // people can be written to at any time,
	accountUpdates bool              // or on Messenger if they ever wrote
	numberWebhooks bool              // hear what goes into conversations, too
	interconnect   bool              // webhooks may take it
	guard          int               // of loops: the most replies to a person
	guarded        time.Duration     // in this time
	regions        map[string]bool   // to which may be sent, nil for all
	verified       map[string]bool   // who a trial account may write to, nil if it is none
	price          *big.Rat          // per segment,
	currency       string            // in this
	scheduled      int               // the most messages that an account has so
	outside        http.RoundTripper // to hosts that are nobody's here, nil if there is no way
}

// An Option sets up an emulated Twilio. Options are given to [New] and [Start].
type Option func(*config)

// WithAccount sets the SID and the auth token of the account that the emulator starts with. Without it
// they are the same in every emulator: ask [Twilio.AccountSID] and [Twilio.AuthToken].
func WithAccount(sid, authToken string) Option {
	return func(c *config) { c.account, c.token = sid, authToken }
}

// WithAPIKey gives the account that the emulator starts with an API key, whose SID begins with SK,
// for programs that are told their credentials beforehand. See also [Twilio.AddAPIKey].
func WithAPIKey(sid, secret string) Option {
	return func(c *config) { c.keys[sid] = secret }
}

// WithSeed sets the number that SIDs count up from. The default is 0, so that what is made first
// ends in 1, whatever its kind: the same calls in the same order give the same SIDs in each run.
func WithSeed(seed uint64) Option { return func(c *config) { c.seed = seed } }

// WithDelays makes messages take their time: send is how long one waits in the queue, deliver is
// how long it then travels. Both are zero by default, so that everything happens at once. In a
// synctest bubble the delays pass without being waited for, and so they do with [Twilio.Advance].
func WithDelays(send, deliver time.Duration) Option {
	return func(c *config) { c.send, c.deliver = send, deliver }
}

// New returns an emulated Twilio that lives as long as the test. If the test fails, its log ends
// with [Twilio.Dump], unless an expectation has written it already.
func New(tb TB, options ...Option) *Twilio {
	tb.Helper()
	tw := Start(options...)
	tb.Cleanup(func() {
		for _, url := range tw.close() {
			tb.Logf("twiliotest: the handler of %s goes on after the end of its request", url)
		}
		if tb.Failed() && !tw.toldAlready() {
			tb.Logf("what happened at Twilio:\n%s", tw.Dump())
		}
	})
	return tw
}

func (tw *Twilio) toldAlready() bool {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	return tw.dumped
}

// Start returns an emulated Twilio for a program, which has to [Twilio.Close] it.
func Start(options ...Option) *Twilio {
	cfg := config{
		clock:   new(clock),
		keys:    map[string]string{},
		account: numbered("AC", 0), // no SID that is counted up is this one
		token:   "0123456789abcdef0123456789abcdef",

		keywords: true, replies: standardReplies,
		guard: maxLoop, guarded: loopTime,
		price: big.NewRat(75, 10_000), currency: "USD",
		scheduled: maxScheduled,
	}
	for _, option := range options {
		option(&cfg)
	}
	tw := &Twilio{cfg: cfg, stored: newStored(), handlers: map[*visit]struct{}{}}
	tw.counter = cfg.seed
	tw.ctx, tw.stop = context.WithCancel(context.Background())
	tw.idle = sync.NewCond(&tw.mu)
	tw.main = newAccount(cfg.clock, cfg.account, cfg.token, "")
	tw.main.trial, tw.main.keys = cfg.trial(), cfg.keys
	tw.accounts[cfg.account] = tw.main
	tw.products = products()
	return tw
}

// AccountSID returns the SID of the account that the emulator started with.
func (tw *Twilio) AccountSID() string { return tw.main.sid }

// AuthToken returns that account's auth token. It signs the account's webhooks.
func (tw *Twilio) AuthToken() string { return tw.main.token }

// HTTPClient returns a client that reaches the emulator under Twilio's own host names, and the
// handlers given to [Twilio.Mount] under theirs. It opens no connection. Any Go library that
// lets its HTTP client be set can be tested with it.
func (tw *Twilio) HTTPClient() *http.Client { return &http.Client{Transport: tw} }

// Client returns the real client, wired to the emulator with its account's auth token. options
// come on top.
func (tw *Twilio) Client(options ...twilio.Option) *twilio.Client {
	options = append([]twilio.Option{twilio.WithHTTPClient(tw.HTTPClient())}, options...)
	return twilio.New(twilio.AuthToken(tw.main.sid, tw.main.token), options...)
}

// callID returns the next ID of a call, to the API or to the app.
func (tw *Twilio) callID(prefix string) string {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	return tw.nextCall(prefix)
}

// nextCall is callID for callers that hold tw.mu.
func (tw *Twilio) nextCall(prefix string) string {
	tw.calls++
	return numbered(prefix, tw.calls)
}

// sid returns the next SID with a prefix. The caller holds tw.mu.
func (tw *Twilio) sid(prefix string) string {
	tw.counter++
	return numbered(prefix, tw.counter)
}

// numbered returns a prefix and a number in 32 hexadecimal digits, as SIDs are written.
func numbered(prefix string, n uint64) string {
	const digits, zeros = "0123456789abcdef", "00000000000000000000000000000000"
	var number [len(zeros)]byte
	copy(number[:], zeros)
	for i := len(number) - 1; n > 0; i-- {
		number[i] = digits[n&15]
		n >>= 4
	}
	return prefix + string(number[:])
}
