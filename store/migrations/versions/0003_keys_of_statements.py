"""Keys of statements, rulings, reasons

Measures were found by keys of their own; now statements are, so that they can be grouped anew. The keys are
made again by `Store.migrate`, for only the matcher knows them.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table('measure_key')
    with op.batch_alter_table('measure', schema=None) as batch_op:
        batch_op.add_column(sa.Column('named', sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table('statement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_statement_measure_stands_at'))
        batch_op.drop_column('stands')
        batch_op.alter_column('measure', existing_type=sa.String(), nullable=True)
        batch_op.add_column(sa.Column('due', sa.String(), nullable=True))
        batch_op.create_index(batch_op.f('ix_statement_measure_at'), ['measure', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_statement_due'), ['due'], unique=False)

    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.add_column(sa.Column('rule', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('compared', sa.JSON(), nullable=False, server_default='[]'))

    op.create_table('statement_key',
    sa.Column('key', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('day', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('statement', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['statement'], ['statement.id'], name=op.f('fk_statement_key_statement_statement')),
    sa.PrimaryKeyConstraint('key', 'day', 'statement', name=op.f('pk_statement_key')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('statement_key', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_statement_key_statement'), ['statement'], unique=False)

    op.create_table('ruling',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ruling'))
    )
    op.create_table('ruling_side',
    sa.Column('ruling', sa.Integer(), nullable=False),
    sa.Column('statement', sa.Integer(), nullable=False),
    sa.Column('side', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['ruling'], ['ruling.id'], name=op.f('fk_ruling_side_ruling_ruling')),
    sa.ForeignKeyConstraint(['statement'], ['statement.id'], name=op.f('fk_ruling_side_statement_statement')),
    sa.PrimaryKeyConstraint('ruling', 'statement', name=op.f('pk_ruling_side'))
    )
    with op.batch_alter_table('ruling_side', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ruling_side_statement'), ['statement'], unique=False)


def downgrade() -> None:
    raise NotImplementedError('an older gongbao cannot match what this one stored; restore a copy instead')
