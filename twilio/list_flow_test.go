package twilio_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
)

// TestListBreak leaves the loop at each item in turn, and sees what was sent by then.
func TestListBreak(t *testing.T) {
	t.Parallel()
	for after, want := range []int{0, 1, 2, 2, 2, 3} {
		if after == 0 {
			continue
		}
		t.Run(fmt.Sprint(after), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w, n := newWire(t, book(threePages...)), 0
				for _, err := range w.client().Messages.List(t.Context(), nil) {
					if err != nil {
						t.Fatal(err)
					}
					synctest.Wait() // whatever is fetched ahead is on its way
					if n++; n == after {
						break
					}
				}
				time.Sleep(time.Hour)
				if got := w.count(); got != want {
					t.Errorf("%d requests, want %d", got, want)
				}
			}) // which fails if a goroutine is left
		})
	}
}

// TestListBreakAtOnce gives a page that is fetched ahead no time to be asked for.
func TestListBreakAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w, n := newWire(t, book(threePages...)), 0
		start := time.Now()
		for _, err := range w.client().Messages.List(t.Context(), nil) {
			if n++; err != nil || n == 2 {
				break
			}
		}
		if took := time.Since(start); took != time.Second || w.count() > 2 {
			t.Errorf("%d requests in %v", w.count(), took)
		}
	})
}

// TestListBreakWaits has a transport that takes its time to give a request up: the loop is not
// left before it has.
func TestListBreakWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var gone atomic.Bool
		w := newWire(t, func(n int, r *http.Request) (*http.Response, error) {
			if n == 1 {
				return reply(http.StatusOK, threePages[0]), nil
			}
			<-r.Context().Done()
			time.Sleep(time.Second)
			gone.Store(true)
			return nil, r.Context().Err()
		})
		for _, err := range w.client().Messages.List(t.Context(), nil) {
			if err != nil {
				t.Fatal(err)
			}
			if synctest.Wait(); w.count() == 2 {
				break
			}
		}
		if !gone.Load() {
			t.Error("a request outlives the loop")
		}
	})
}

func TestListPanicLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWire(t, book(threePages...))
		defer func() {
			if recover() == nil {
				t.Error("the panic is lost")
			}
		}()
		n := 0
		for _, err := range w.client().Messages.List(t.Context(), nil) {
			if n++; err != nil || n == 2 {
				panic("in the loop")
			}
		}
	})
}

// TestListFetchesOnePageAhead has pages that take a second to fetch and items that take half a
// second to work on.
func TestListFetchesOnePageAhead(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w, start := newWire(t, book(threePages...)), time.Now()
		var requests []int
		for _, err := range w.client().Messages.List(t.Context(), nil) {
			if err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Second / 2)
			requests = append(requests, w.count())
		}
		// Never more than the page in hand and the one after it.
		if diff := cmp.Diff([]int{1, 2, 2, 2, 3, 3, 3}, requests); diff != "" {
			t.Errorf("requests by the end of each item (-want +got):\n%s", diff)
		}
		// The first page takes a second, and seven items half a second each; the rest overlaps.
		if took := time.Since(start); took != time.Second+7*time.Second/2 {
			t.Errorf("it took %v", took)
		}
	})
}

func TestListContextEnds(t *testing.T) {
	t.Parallel()
	for name, at := range map[string]time.Duration{
		"on the first page": time.Second / 2, "while the next is fetched ahead": 1500 * time.Millisecond,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWire(t, book(threePages...))
				ctx, cancel := context.WithTimeout(t.Context(), at)
				defer cancel()
				errs := 0
				for _, err := range w.client(once).Messages.List(ctx, nil) {
					if err == nil {
						continue
					}
					errs++
					if !errors.Is(err, context.DeadlineExceeded) {
						t.Errorf("error is %v", err)
					}
				}
				if deadline, _ := ctx.Deadline(); errs != 1 || time.Since(deadline) != 0 {
					t.Errorf("%d errors, %v after the deadline", errs, time.Since(deadline))
				}
			})
		})
	}
}

// TestListKeepsTwoPages ranges over 10,000 messages and counts those that the collector cannot
// free, whenever a page has been read.
func TestListKeepsTwoPages(t *testing.T) {
	t.Parallel()
	const total, size = 10_000, 1000
	w := newWire(t, func(_ int, r *http.Request) (*http.Response, error) { return pages(total, size)(r) })
	var made, freed atomic.Int64
	n, most := 0, int64(0)
	for m, err := range w.client().Messages.List(t.Context(), &twilio.ListMessagesParams{PageParams: twilio.PageParams{PageSize: size}}) {
		if err != nil {
			t.Fatal(err)
		}
		made.Add(1)
		runtime.AddCleanup(m, func(int) { freed.Add(1) }, 0)
		if n++; n%size == size/2 { // in the middle of a page
			for range 100 { // cleanups run some time after the collection
				if runtime.GC(); made.Load()-freed.Load() <= size {
					break
				}
			}
			most = max(most, made.Load()-freed.Load())
		}
	}
	// Messages of this page that were yielded and, where the collector is late, of the one before.
	if n != total || most > 2*size {
		t.Errorf("%d messages, up to %d of those read were kept", n, most)
	}
}
