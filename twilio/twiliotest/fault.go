package twiliotest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// A Fault is something that goes wrong at Twilio, and when. The functions that return one say what:
// with a call to the API, with a message on its way to a phone, or with a status callback. Methods
// narrow down when, and each returns the narrowed fault. Without them it is the next call, message or
// callback, once. [Twilio.Inject] sets it going.
//
// A method that says nothing about what goes wrong panics, such as Status of a call that is refused,
// and so does Times of none, since that is a mistake in the test itself.
type Fault struct {
	kind kind
	what string // goes wrong, in words

	refusal *twilio.Error
	code    twilio.ErrorCode
	delay   time.Duration

	method, pattern, product string
	from, to                 channels.Address
	status                   twilio.MessageStatus
	skip, times              int // times < 0 has no end
}

// kind is what a fault is of. Of those that fit a call, message or callback, the first of each kind
// happens.
type kind int

const (
	refusesCall kind = iota
	slowsCall
	refusesConnection
	breaksBefore
	breaksAfter
	failsMessage // without having been sent
	undeliversMessage
	losesMessage
	delaysMessage
	repeatsCallback
	defersCallback
)

func (k kind) ofCall() bool     { return k <= breaksAfter }
func (k kind) ofCallback() bool { return k >= repeatsCallback }

// FaultError makes the API refuse a call with e, whose RetryAfter becomes the header of that name. The
// call changes nothing. It panics if e is nil or has no Status from 400 to 599, since that is a mistake
// in the test itself.
func FaultError(e *twilio.Error) Fault {
	if e == nil {
		panic("twiliotest: a fault: nil is no failure")
	}
	if e.Status < 400 || e.Status > 599 {
		panic(fmt.Sprintf("twiliotest: a fault: %d is not the status of a failure", e.Status))
	}
	return Fault{kind: refusesCall, refusal: e, times: 1, what: fmt.Sprintf("refused with HTTP %d", e.Status)}
}

// FaultCode makes the API refuse a call with HTTP 400 and a code such as
// [twilio.ErrUnsubscribedRecipient], whose text is Twilio's name for it.
func FaultCode(code twilio.ErrorCode) Fault {
	return FaultError(&twilio.Error{Status: http.StatusBadRequest, Code: code, Message: code.Name()})
}

// FaultThrottle makes the API refuse a call with HTTP 429, 20429 and a Retry-After in whole seconds,
// rounded up. There is no header if retryAfter is 0. Our client tries again what was refused so.
func FaultThrottle(retryAfter time.Duration) Fault {
	return FaultError(&twilio.Error{
		Status: http.StatusTooManyRequests, Code: twilio.ErrRateLimited, Message: "Too Many Requests", RetryAfter: retryAfter,
	})
}

// FaultServer makes the API answer with a failure of its own, such as 500 or 503. The call changes
// nothing. It panics if status is not from 500 to 599.
func FaultServer(status int) Fault {
	if status < http.StatusInternalServerError {
		panic(fmt.Sprintf("twiliotest: FaultServer: %d is not from 500 to 599", status))
	}
	code := twilio.ErrorCode(20500)
	if status == http.StatusServiceUnavailable {
		code = twilio.ErrorCode(20503)
	}
	return FaultError(&twilio.Error{Status: status, Code: code, Message: http.StatusText(status)})
}

// FaultRefuseConnection makes the connection for a call fail before it is made, so that the client
// knows that the call did not arrive. Over a real connection, it breaks as by [FaultBreakBefore].
func FaultRefuseConnection() Fault {
	return Fault{kind: refusesConnection, times: 1, what: "no connection"}
}

// FaultBreakBefore breaks the connection before the call takes effect. The client cannot tell it from
// [FaultBreakAfter].
func FaultBreakBefore() Fault {
	return Fault{kind: breaksBefore, times: 1, what: "the connection breaks before the call takes effect"}
}

// FaultBreakAfter breaks the connection when the call has taken effect and before it is answered: the
// message is sent and the app does not know.
func FaultBreakAfter() Fault {
	return Fault{kind: breaksAfter, times: 1, what: "the connection breaks after the call took effect"}
}

// FaultSlow makes the answer to a call come late, by the time of package time. The call takes effect at
// once, also if the client gives up on the answer.
func FaultSlow(d time.Duration) Fault {
	return Fault{kind: slowsCall, delay: d, times: 1, what: fmt.Sprintf("the answer takes %v", d)}
}

// FaultFailed makes a message that has been accepted end as failed, without having been sent.
// [Phone.Fail] is the same for all messages to one phone.
func FaultFailed(code twilio.ErrorCode) Fault {
	return Fault{kind: failsMessage, code: code, times: 1, what: "failed with " + code.Error()}
}

// FaultUndelivered makes a message end as undelivered, after it has been sent. [Phone.Refuse] is the
// same for all messages to one phone.
func FaultUndelivered(code twilio.ErrorCode) Fault {
	return Fault{kind: undeliversMessage, code: code, times: 1, what: "undelivered with " + code.Error()}
}

// FaultLost makes a message stay sent forever: it never arrives, and Twilio never learns what became
// of it.
func FaultLost() Fault { return Fault{kind: losesMessage, times: 1, what: "lost on the way"} }

// FaultDelay makes a message travel longer, on top of [WithDelays].
func FaultDelay(d time.Duration) Fault {
	return Fault{kind: delaysMessage, delay: d, times: 1, what: fmt.Sprintf("travels %v longer", d)}
}

// FaultDuplicate makes a status callback come twice in a row.
func FaultDuplicate() Fault {
	return Fault{kind: repeatsCallback, times: 1, what: "the callback comes twice"}
}

// FaultReorder makes a status callback come after the one that should follow it. The last of a
// message's callbacks comes where it should.
func FaultReorder() Fault {
	return Fault{kind: defersCallback, times: 1, what: "the callback comes after the next"}
}

// Product narrows a fault of calls to one product, by the first label of its host: "api",
// "messaging", "conversations".
func (f Fault) Product(name string) Fault {
	f.only(f.kind.ofCall(), "Product")
	f.product = name
	return f
}

// Route narrows a fault of calls to an operation: its method, and a pattern for the end of its path
// as Twilio's pages write it, without .json. What is in braces stands for any one segment:
//
//	Route("POST", "/Messages/{Sid}")
//
// An empty method is any.
func (f Fault) Route(method, pattern string) Fault {
	f.only(f.kind.ofCall(), "Route")
	f.method, f.pattern = method, pattern
	return f
}

// To narrows a fault to one recipient: of the message, or in the parameter To of a call.
func (f Fault) To(address channels.Address) Fault { f.to = address; return f }

// From narrows a fault to one sender: of the message, or in the parameter From of a call.
func (f Fault) From(address channels.Address) Fault { f.from = address; return f }

// Status narrows a fault of callbacks to those that tell one status.
func (f Fault) Status(s twilio.MessageStatus) Fault {
	f.only(f.kind.ofCallback(), "Status")
	f.status = s
	return f
}

// After lets the first n pass that the fault would happen to.
func (f Fault) After(n int) Fault { f.skip = n; return f }

// Times makes the fault happen to n, one after the other.
func (f Fault) Times(n int) Fault {
	if n < 1 {
		panic(fmt.Sprintf("twiliotest: a fault that happens %d times", n))
	}
	f.times = n
	return f
}

// Always makes the fault happen until it is taken back: see [Twilio.Inject].
func (f Fault) Always() Fault { f.times = -1; return f }

// only refuses a narrowing that has no meaning for a fault, which is a mistake in the test.
func (f Fault) only(ok bool, name string) {
	if !ok {
		panic(fmt.Sprintf("twiliotest: %s says nothing about the fault %q", name, f.what))
	}
}

// Inject makes faults happen from now on, in this order where several fit. What may happen to a call
// are a slow answer and one other fault, to a message a delay and one other, to a callback a
// repetition and a late arrival. Each is a line of [Twilio.Dump]. The result takes back what has not
// happened yet. It panics at the zero Fault, since that is a mistake in the test itself.
//
// Note that our client tries again what it may: to see a 429, or a 5xx of a GET, the fault has to
// happen as often as the client's [twilio.RetryPolicy] says, with waits in between that take no time
// in a synctest bubble only.
func (tw *Twilio) Inject(faults ...Fault) (heal func()) {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	var mine []*Fault
	for _, f := range faults {
		if f.what == "" {
			panic("twiliotest: Inject: a Fault is made by one of the functions Fault…")
		}
		mine = append(mine, &f)
	}
	tw.faults = append(tw.faults, mine...)
	return func() {
		tw.mu.Lock()
		defer tw.mu.Unlock()
		tw.faults = slices.DeleteFunc(tw.faults, func(f *Fault) bool { return slices.Contains(mine, f) })
	}
}

// FailNext makes the next call to the API fail with e: it is Inject of a [FaultError].
func (tw *Twilio) FailNext(e *twilio.Error) { tw.Inject(FaultError(e)) }

// occasion is a call, a message or a callback that a fault may happen to.
type occasion struct {
	product, method, path string
	from, to              channels.Address
	status                twilio.MessageStatus
}

// fits reports whether a fault is of an occasion.
func (f *Fault) fits(o occasion) bool {
	return (f.product == "" || f.product == o.product) && (f.method == "" || f.method == o.method) &&
		(f.pattern == "" || tailMatches(f.pattern, o.path)) && (f.from == "" || f.from == o.from) &&
		(f.to == "" || f.to == o.to) && (f.status == "" || f.status == o.status)
}

// tailMatches reports whether a path ends as a pattern says.
func tailMatches(pattern, path string) bool {
	want := strings.Split(strings.Trim(strings.TrimSuffix(pattern, ".json"), "/"), "/")
	got := strings.Split(strings.Trim(strings.TrimSuffix(path, ".json"), "/"), "/")
	if len(got) < len(want) {
		return false
	}
	for i, segment := range got[len(got)-len(want):] {
		if w := want[i]; w != segment && (w == "" || w[0] != '{') {
			return false
		}
	}
	return true
}

// take returns the first fault of some kinds that happens to an occasion, nil if none does. The
// caller holds tw.mu.
func (tw *Twilio) take(o occasion, kinds ...kind) *Fault {
	for i, f := range tw.faults {
		if !slices.Contains(kinds, f.kind) || !f.fits(o) {
			continue
		}
		if f.skip > 0 {
			f.skip--
			continue
		}
		if f.times--; f.times == 0 {
			tw.faults = slices.Delete(tw.faults, i, i+1)
		}
		return f
	}
	return nil
}
