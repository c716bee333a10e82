CREATE TABLE rows (board text not null, seq integer not null, at integer not null, person text not null, bytes blob not null,
    primary key (board, seq)) without rowid;
CREATE TABLE bases (board text primary key, seq integer not null, bytes blob not null);
insert into "rows" ("board", "seq", "at", "person", "bytes") values ('01a20ff9-1040-73cc-b942-9ad47e168d9c.main', 1, 1795564317819, '01a20ff9-102c-7f5e-aafd-151b3172b838', x'0101cbdbbcb20400280108656c656d656e7473066e6f74652d3101760302696477066e6f74652d3104747970657704746578740474657874770c647261776e206265666f726500');
