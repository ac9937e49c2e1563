# an independent writer of the golden trail
import hmac,hashlib,json,sys,os
k0=bytes.fromhex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
src="broker-1"; trail="00112233445566778899aabbccddeeff"
H=lambda k,m: hmac.new(k,m,hashlib.sha256).digest()
k=H(k0,b"kafkafips.audit.v1\0"+src.encode()+b"\0"+trail.encode())
prev="0"*64; seq=0; out=b""
T="2026-11-22T10:00:00Z"
def line(k,typ,sub,data):
    global prev,seq,out
    e={"specversion":"1.0","id":"%s-%d"%(src,seq),"source":src,"type":typ,"time":T,"sequence":"%019d"%seq,"subject":sub,"data":data}
    body=json.dumps(e,separators=(",",":")).replace("\\n","\\u000a")[:-1]
    s=body+',"prev":"%s"'%prev
    l=s+',"mac":"%s"}'%H(k,s.encode()).hex()
    prev=hashlib.sha256(l.encode()).hexdigest(); seq+=1; out+=l.encode()+b"\n"
A="io.kafkafips.audit."
line(k,A+"opened.v1","file 1",{"format":1,"trail":trail,"file":1,"keyed":True,"origin":{"nodeId":1}})
ev=lambda c,l,n:{"count":c,"firstTime":T,"lastTime":l,"name":n}
line(k,"t","TOPIC:LITERAL:a",ev(1,T,"\u00e9\"\\\n\U0001F600"))
line(k,"t","TOPIC:LITERAL:a",ev(42,"2026-11-22T10:00:09.999Z","many"))
line(k,A+"gap.v1","gap",{"lost":5,"firstTime":T,"lastTime":"2026-11-22T10:00:00.001Z"})
line(k,A+"checkpoint.v1","checkpoint",{"events":43,"lost":5})
line(k,A+"closed.v1","rotated",{"events":43,"lost":5,"reason":"rotated"})
d=sys.argv[1]; open(d+"/audit-broker-1-00000001.jsonl","wb").write(out); out=b""
k=H(k,b"ratchet")
line(k,A+"opened.v1","file 2",{"format":1,"trail":trail,"file":2,"keyed":True,"origin":{"nodeId":1},"previous":{"file":1,"end":"rotated"}})
line(k,A+"closed.v1","shutdown",{"events":0,"lost":0,"reason":"shutdown"})
open(d+"/audit-broker-1-00000002.jsonl","wb").write(out)
s="kafkafips-audit-state 1\nsource=%s\ntrail=%s\nfile=2\nnext-key=%s\ncheckpoint-sequence=%d\ncheckpoint-offset=%d\ncheckpoint-sha256=%s\n"%(src,trail,H(k,b"ratchet").hex(),seq-1,len(out),prev)
s+="sha256=%s\n"%hashlib.sha256(s.encode()).hexdigest()
open(d+"/audit-broker-1.state","w").write(s)
