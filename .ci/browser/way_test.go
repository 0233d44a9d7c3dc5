package browser_test

import (
	"io"
	"net"
	"strings"
	"sync"
	"testing"
)

// way is a port that leads to devphone, until it is cut.
type way struct {
	url string

	mu    sync.Mutex
	to    string // empty while it is cut
	conns []net.Conn
}

func newWay(t *testing.T, target string) *way {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &way{url: "http://" + listener.Addr().String()}
	w.lead(target)
	var busy sync.WaitGroup
	t.Cleanup(func() {
		listener.Close()
		w.cut()
		busy.Wait()
	})
	busy.Go(func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			far := w.connect(near)
			if far == nil {
				near.Close()
				continue
			}
			for _, ends := range [][2]net.Conn{{near, far}, {far, near}} {
				busy.Go(func() {
					_, _ = io.Copy(ends[0], ends[1])
					ends[0].Close()
				})
			}
		}
	})
	return w
}

// connect returns the far end of a connection, nil if there is none.
func (w *way) connect(near net.Conn) net.Conn {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.to == "" {
		return nil
	}
	far, err := net.Dial("tcp", w.to)
	if err != nil {
		return nil
	}
	w.conns = append(w.conns, near, far)
	return far
}

// cut ends all connections, and lets no others through.
func (w *way) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.to = ""
	for _, c := range w.conns {
		c.Close()
	}
	w.conns = nil
}

// lead lets connections through, to where target says.
func (w *way) lead(target string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.to = strings.TrimPrefix(target, "http://")
}
