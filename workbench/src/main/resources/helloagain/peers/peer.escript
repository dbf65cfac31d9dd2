#!/usr/bin/env escript
%% A peer for "hello peers": ROLE PORT GROUPS SCENARIO LABEL CERTIFICATE KEY TRUSTED
%% A server answers what it reads with the same; a client passes on one line and prints the answer.
%% To be probed, a client has TLS 1.2 as well, and connects again and again.
%% The exporter is there from OTP 27 on.
-mode(compile).

main([Role, Port, Groups, Scenario, Label, Certificate, Key, Trusted]) ->
    {ok, _} = application:ensure_all_started(ssl),
    logger:set_primary_config(level, none),
    {ok, Pem} = file:read_file(Trusted),
    [{'Certificate', Known, not_encrypted}] = public_key:pem_decode(Pem),
    Options =
        [{versions, versions(Role, Scenario)},
         {certfile, Certificate},
         {keyfile, Key},
         {cacertfile, Trusted},
         {verify_fun, {fun verify/3, Known}},
         {supported_groups, [list_to_atom(Group) || Group <- string:lexemes(Groups, ",")]},
         {mode, binary},
         {active, false}],
    case Role of
        "server" -> serve(list_to_integer(Port), server(Scenario) ++ Options, Label);
        "client" -> client(list_to_integer(Port), Scenario, Options, Label)
    end.

versions("client", "probe") -> ['tlsv1.3', 'tlsv1.2'];
versions(_, _) -> ['tlsv1.3'].

%% A certificate that signed itself is trusted by nobody, unless somebody says so.
verify(Certificate, {bad_cert, selfsigned_peer}, Known) ->
    case public_key:pkix_encode('OTPCertificate', Certificate, otp) of
        Known -> {valid, Known};
        _ -> {fail, selfsigned_peer}
    end;
verify(_, {bad_cert, _} = Reason, _) -> {fail, Reason};
verify(_, {extension, _}, Known) -> {unknown, Known};
verify(_, _, Known) -> {valid, Known}.

server("client_certificate") -> [{verify, verify_peer}, {fail_if_no_peer_cert, true}];
server("ticket") -> [{session_tickets, stateless}];
server("early_data") -> [{session_tickets, stateless}, {early_data, enabled}];
server(_) -> [].

serve(Port, Options, Label) ->
    case ssl:listen(Port, [{ip, {127, 0, 0, 1}}, {reuseaddr, true} | Options]) of
        {ok, Listening} -> accept(Listening, Label);
        {error, Reason} -> complain(Reason)
    end.

accept(Listening, Label) ->
    {ok, Transport} = ssl:transport_accept(Listening),
    case ssl:handshake(Transport) of
        {ok, Socket} ->
            tell_exported(Socket, Label),
            echo(Socket);
        {error, Reason} ->
            complain(Reason)
    end,
    accept(Listening, Label).

echo(Socket) ->
    case ssl:recv(Socket, 0) of
        {ok, Data} ->
            ok = ssl:send(Socket, Data),
            echo(Socket);
        {error, _} ->
            ssl:close(Socket)
    end.

client(Port, Scenario, Own, Label) ->
    Options =
        [{verify, verify_peer}, {server_name_indication, "localhost"} | Own],
    Line = list_to_binary(io:get_line("")),
    case Scenario of
        "ticket" ->
            connect(Port, [{session_tickets, auto} | Options], Line, Label),
            connect(Port, [{session_tickets, auto} | Options], Line, Label);
        "probe" ->
            probed(Port, Options, Line, Label);
        _ ->
            connect(Port, Options, Line, Label)
    end.

probed(Port, Options, Line, Label) ->
    case connect(Port, Options, Line, Label) of
        refused -> halt(1);
        _ -> probed(Port, Options, Line, Label)
    end.

connect(Port, Options, Line, Label) ->
    case ssl:connect({127, 0, 0, 1}, Port, Options) of
        {ok, Socket} ->
            tell_exported(Socket, Label),
            ok = ssl:send(Socket, Line),
            case ssl:recv(Socket, 0) of
                {ok, Data} -> io:put_chars(Data);
                {error, Reason} -> complain(Reason)
            end,
            ssl:close(Socket);
        {error, econnrefused} ->
            refused;
        {error, Reason} ->
            complain(Reason)
    end.

tell_exported(Socket, Label) ->
    case erlang:function_exported(ssl, export_key_materials, 4) of
        true ->
            {ok, [Exported]} =
                apply(ssl, export_key_materials, [Socket, [list_to_binary(Label)], [no_context], [32]]),
            io:format("exported ~s~n", [string:lowercase(binary:encode_hex(Exported))]);
        false ->
            ok
    end.

complain(Reason) ->
    io:format("~0p~n", [Reason]).
