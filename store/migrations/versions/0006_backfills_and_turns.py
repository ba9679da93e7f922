"""Turns at hosts, backfills in parts, the run that recorded a change, which versions of a page had a new text

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('backfill',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('asked', sa.JSON(), nullable=False),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.Column('team', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('run', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_backfill'))
    )
    with op.batch_alter_table('backfill', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_backfill_state'), ['state'], unique=False)

    op.create_table('turn',
    sa.Column('host', sa.String(), nullable=False),
    sa.Column('holder', sa.String(), nullable=False),
    sa.Column('held_until', sa.DateTime(), nullable=True),
    sa.Column('free_at', sa.DateTime(), nullable=False),
    sa.Column('written_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('host', name=op.f('pk_turn'))
    )
    op.create_table('backfill_part',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('backfill', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('month', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('error', sa.Text(), nullable=False),
    sa.Column('holder', sa.String(), nullable=False),
    sa.Column('run', sa.String(), nullable=False),
    sa.Column('lease_until', sa.DateTime(), nullable=True),
    sa.Column('began_at', sa.DateTime(), nullable=True),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['backfill'], ['backfill.id'], name=op.f('fk_backfill_part_backfill_backfill')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_backfill_part')),
    sa.UniqueConstraint('backfill', 'source', 'month', name=op.f('uq_backfill_part_backfill_source_month'))
    )
    with op.batch_alter_table('backfill_part', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_backfill_part_state_lease_until'), ['state', 'lease_until'], unique=False)

    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.add_column(sa.Column('run', sa.String(), server_default='', nullable=False))

    with op.batch_alter_table('entry', schema=None) as batch_op:
        batch_op.add_column(sa.Column('backfill', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_entry_backfill'), ['backfill'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_entry_backfill_backfill'), 'backfill', ['backfill'], ['id'])

    with op.batch_alter_table('owed', schema=None) as batch_op:
        batch_op.add_column(sa.Column('backfill', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_owed_backfill'), ['backfill'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_owed_backfill_backfill'), 'backfill', ['backfill'], ['id'])

    with op.batch_alter_table('page', schema=None) as batch_op:
        batch_op.add_column(sa.Column('new_text', sa.Boolean(), server_default=sa.true(), nullable=False))

    with op.batch_alter_table('source_check', schema=None) as batch_op:
        batch_op.add_column(sa.Column('run', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('lease_until', sa.DateTime(), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table('page', schema=None) as batch_op:
        batch_op.drop_column('new_text')

    with op.batch_alter_table('source_check', schema=None) as batch_op:
        batch_op.drop_column('lease_until')
        batch_op.drop_column('run')

    with op.batch_alter_table('owed', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_owed_backfill_backfill'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_owed_backfill'))
        batch_op.drop_column('backfill')

    with op.batch_alter_table('entry', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_entry_backfill_backfill'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_entry_backfill'))
        batch_op.drop_column('backfill')

    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.drop_column('run')

    with op.batch_alter_table('backfill_part', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_backfill_part_state_lease_until'))

    op.drop_table('backfill_part')
    op.drop_table('turn')
    with op.batch_alter_table('backfill', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_backfill_state'))

    op.drop_table('backfill')
