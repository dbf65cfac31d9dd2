// A peer for "hello peers": ROLE PORT GROUPS SCENARIO LABEL CERTIFICATE KEY TRUSTED
// A server answers what it reads with the same; a client passes on one line and prints the answer.
// To be probed, a client has TLS 1.2 as well, and connects again and again. Groups are code points.
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"strconv"
	"strings"
	"syscall"
)

var role, port, groups, scenario, label, certificate, key, trusted string

func main() {
	log.SetFlags(0)
	role, port, groups, scenario = os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	label, certificate, key, trusted = os.Args[5], os.Args[6], os.Args[7], os.Args[8]
	config := settings()
	address := net.JoinHostPort("127.0.0.1", port)
	if role == "server" {
		serve(address, config)
		return
	}
	line, err := bufio.NewReader(os.Stdin).ReadBytes('\n')
	if err != nil {
		log.Fatal(err)
	}
	if scenario == "probe" {
		probed(address, config, line)
	}
	for i := 0; i < 1 || (i < 2 && scenario == "ticket"); i++ {
		if err := connect(address, config, line); err != nil {
			log.Fatal(err)
		}
	}
}

func settings() *tls.Config {
	own, err := tls.LoadX509KeyPair(certificate, key)
	if err != nil {
		log.Fatal(err)
	}
	pem, err := os.ReadFile(trusted)
	if err != nil {
		log.Fatal(err)
	}
	known := x509.NewCertPool()
	known.AppendCertsFromPEM(pem)
	config := &tls.Config{
		MinVersion:         minimum(),
		Certificates:       []tls.Certificate{own},
		RootCAs:            known,
		ClientCAs:          known,
		ServerName:         "localhost",
		ClientSessionCache: tls.NewLRUClientSessionCache(1),
	}
	if scenario == "client_certificate" {
		config.ClientAuth = tls.RequireAndVerifyClientCert
	}
	for _, group := range strings.Split(groups, ",") {
		code, err := strconv.ParseUint(group, 10, 16)
		if err != nil {
			log.Fatal(err)
		}
		config.CurvePreferences = append(config.CurvePreferences, tls.CurveID(code))
	}
	return config
}

func minimum() uint16 {
	if role == "client" && scenario == "probe" {
		return tls.VersionTLS12
	}
	return tls.VersionTLS13
}

func serve(address string, config *tls.Config) {
	listener, err := tls.Listen("tcp", address, config)
	if err != nil {
		log.Fatal(err)
	}
	for {
		connection, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		if err := echo(connection.(*tls.Conn)); err != nil {
			log.Print(err)
		}
	}
}

func echo(connection *tls.Conn) error {
	defer connection.Close()
	if err := connection.Handshake(); err != nil {
		return err
	}
	tellExported(connection)
	_, err := io.Copy(connection, connection)
	return err
}

func connect(address string, config *tls.Config, line []byte) error {
	connection, err := tls.Dial("tcp", address, config)
	if err != nil {
		return err
	}
	defer connection.Close()
	tellExported(connection)
	if _, err := connection.Write(line); err != nil {
		return err
	}
	_, err = io.Copy(os.Stdout, connection)
	return err
}

func probed(address string, config *tls.Config, line []byte) {
	config.ClientSessionCache = nil
	for {
		err := connect(address, config, line)
		if errors.Is(err, syscall.ECONNREFUSED) {
			log.Fatal(err)
		}
		if err != nil {
			log.Print(err)
		}
	}
}

func tellExported(connection *tls.Conn) {
	state := connection.ConnectionState()
	exported, err := state.ExportKeyingMaterial(label, nil, 32)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("exported %x\n", exported)
}
