package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// connect answers the request for a tunnel. One to Twilio ends here; one to this machine, or to
// anywhere with -forward, is let through.
func (d *devphone) connect(w http.ResponseWriter, r *http.Request) {
	host := hostname(r.Host)
	switch {
	case emulated(host):
		conn, err := hijack(w)
		if err != nil {
			return
		}
		if !d.spawn(func() { d.terminate(conn, host) }) {
			_ = conn.Close()
		}
	case loopback(host), d.settings.forward:
		far, err := (&net.Dialer{Timeout: 10 * time.Second}).DialContext(r.Context(), "tcp", r.Host)
		if err != nil {
			refuse(w, http.StatusBadGateway, "nothing answers at "+r.Host)
			return
		}
		near, err := hijack(w)
		if err != nil {
			_ = far.Close()
			return
		}
		if !d.spawn(func() { splice(d.ctx, near, far) }) {
			_, _ = near.Close(), far.Close()
		}
	default:
		d.refuseHost(w, host)
	}
}

// hijack takes the connection of a CONNECT request over and tells the client to go on.
func hijack(w http.ResponseWriter) (*peeked, error) {
	conn, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		refuse(w, http.StatusInternalServerError, "this connection cannot become a tunnel")
		return nil, err
	}
	err = conn.SetDeadline(time.Time{})
	if err == nil {
		_, err = io.WriteString(conn, "HTTP/1.1 200 Connection established\r\n\r\n")
	}
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return &peeked{Conn: conn, r: buffered.Reader}, nil
}

// peeked is a connection of which something has been read already.
type peeked struct {
	net.Conn
	r *bufio.Reader
}

func (p *peeked) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	acknowledge(p.Conn)
	return n, err
}

// terminate is the far end of a tunnel to one of Twilio's hosts. What is in it is TLS as a rule.
func (d *devphone) terminate(p *peeked, host string) {
	var conn net.Conn = p
	defer context.AfterFunc(d.ctx, func() { _ = conn.SetReadDeadline(time.Now()) })()
	first, err := p.r.Peek(1)
	if err != nil {
		_ = conn.Close()
		return
	}
	const handshake = 0x16
	if first[0] == handshake {
		conn = tls.Server(conn, d.authority.config(host))
	}
	d.arrived.add(conn)
}

// serveTunneled answers what comes out of a tunnel.
func (d *devphone) serveTunneled(w http.ResponseWriter, r *http.Request) {
	if host := hostname(r.Host); !emulated(host) {
		refuse(w, http.StatusMisdirectedRequest, "this tunnel leads to Twilio, not to "+host)
		return
	}
	d.api(w, r)
}

// splice lets two connections talk until one has had enough.
func splice(ctx context.Context, near, far net.Conn) {
	hangUp := func() { _, _ = near.Close(), far.Close() }
	defer context.AfterFunc(ctx, hangUp)()
	var both sync.WaitGroup
	for _, way := range [][2]net.Conn{{near, far}, {far, near}} {
		both.Go(func() {
			defer hangUp()
			_, _ = io.Copy(way[0], way[1]) // ends with the connection, however that ends
		})
	}
	both.Wait()
}

// connections is a listener for connections that are there already.
type connections struct {
	waiting chan net.Conn
	closed  chan struct{}
	close   func()
}

func newConnections() *connections {
	c := &connections{waiting: make(chan net.Conn), closed: make(chan struct{})}
	c.close = sync.OnceFunc(func() { close(c.closed) })
	return c
}

func (c *connections) add(conn net.Conn) {
	select {
	case c.waiting <- conn:
	case <-c.closed:
		_ = conn.Close()
	}
}

// Accept returns the next connection.
func (c *connections) Accept() (net.Conn, error) {
	select {
	case conn := <-c.waiting:
		return conn, nil
	case <-c.closed:
		return nil, net.ErrClosed
	}
}

// Close ends Accept.
func (c *connections) Close() error {
	c.close()
	return nil
}

// Addr says that these connections come through another listener.
func (c *connections) Addr() net.Addr { return &net.TCPAddr{} }
