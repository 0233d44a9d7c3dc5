package main

import (
	"net"
	"syscall"
)

// acknowledge tells the peer at once what has been read, and not after the 40 ms in which an answer
// might have told it: libraries that send a header and wait with the body, as Python's requests does
// to a proxy, have it answered in 3 ms in place of 44.
func acknowledge(conn net.Conn) {
	tcp, ok := conn.(*net.TCPConn)
	if !ok {
		return
	}
	raw, err := tcp.SyscallConn()
	if err != nil {
		return
	}
	_ = raw.Control(func(fd uintptr) { // if it fails, all is slower
		_ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, syscall.TCP_QUICKACK, 1)
	})
}
